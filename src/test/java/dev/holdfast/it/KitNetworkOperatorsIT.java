package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.kit.Scene;
import dev.holdfast.kit.net.NetworkedPlane;
import dev.holdfast.kit.net.OnNetwork;
import dev.holdfast.kit.net.Operators;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Operators on machines of their own: cut off, frozen and killed one by one. */
@Tag("integration")
@OnNetwork
class KitNetworkOperatorsIT {
  @Test
  void eachServesFromItsOwnMachineAndFailsAlone(Scene scene, NetworkedPlane net) throws Exception {
    try (var operators = Operators.start(net, UnaryOperator.identity(), List.of("a", "b", "c"))) {
      assertThat(operators.all())
          .allSatisfy(
              replica -> assertThat(replica.process().get("/metrics")).contains("holdfast_leader"));
      scene.eventually().until("one leads", () -> operators.leader().isPresent());
      var first = operators.leader().orElseThrow();

      var cut = operators.cutOffFromApi(first);
      scene.eventually().until("another leads", () -> leadsBeside(operators, first));
      assertThat(first.leads()).isFalse();
      assertThat(first.process().get("/livez")).as("it is still reached").isNotNull();
      cut.heal();

      var second = operators.leader().orElseThrow();
      second.process().freeze();
      assertThatThrownBy(() -> second.process().get("/metrics")).isInstanceOf(IOException.class);
      scene.eventually().until("another leads", () -> leadsBeside(operators, second));

      var third = operators.leader().orElseThrow();
      third.process().kill();
      assertThatThrownBy(() -> third.process().get("/metrics")).isInstanceOf(IOException.class);
    }
  }

  private static boolean leadsBeside(Operators operators, Operators.Replica other) {
    return operators.leader().filter(replica -> !replica.equals(other)).isPresent();
  }
}
