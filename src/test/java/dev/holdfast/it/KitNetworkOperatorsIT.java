package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.kit.net.NetworkedPlane;
import dev.holdfast.kit.net.OnNetwork;
import dev.holdfast.kit.net.Operators;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Operators on machines of their own: cut off, frozen and killed one by one. */
@Tag("integration")
@OnNetwork
class KitNetworkOperatorsIT {
  @Test
  void eachServesFromItsOwnMachineAndFailsAlone(NetworkedPlane net) throws Exception {
    try (var operators = Operators.start(net, UnaryOperator.identity(), List.of("a", "b", "c"))) {
      assertThat(operators.all())
          .allSatisfy(
              replica -> assertThat(replica.process().get("/metrics")).contains("holdfast_leader"));
      var first = awaitLeader(operators, replica -> true);

      var cut = operators.cutOffFromApi(first);
      var second = awaitLeader(operators, replica -> !replica.equals(first));
      assertThat(first.leads()).isFalse();
      assertThat(first.process().get("/livez")).as("it is still reached").isNotNull();
      cut.heal();

      second.process().freeze();
      assertThatThrownBy(() -> second.process().get("/metrics")).isInstanceOf(IOException.class);

      var third = awaitLeader(operators, replica -> !replica.equals(second));
      third.process().kill();
      assertThatThrownBy(() -> third.process().get("/metrics")).isInstanceOf(IOException.class);
    }
  }

  /** Asked once more, a busy one may not answer in time. */
  private static Operators.Replica awaitLeader(
      Operators operators, Predicate<Operators.Replica> which) {
    return Awaitility.await("one leads")
        .atMost(Duration.ofSeconds(60)) // one that is frozen keeps each look waiting
        .until(() -> operators.leader().filter(which), Optional::isPresent)
        .orElseThrow();
  }
}
