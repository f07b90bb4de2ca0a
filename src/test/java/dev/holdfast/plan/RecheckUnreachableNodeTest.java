package dev.holdfast.plan;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.fleet;
import static dev.holdfast.golden.Sample.health;
import static dev.holdfast.golden.Sample.node;
import static dev.holdfast.plan.SampleVerdicts.HEALTHY;
import static dev.holdfast.plan.SampleVerdicts.KUBELET_DOWN;
import static dev.holdfast.plan.SampleVerdicts.LOST_TO_PROBES;
import static dev.holdfast.plan.SampleVerdicts.UNREACHABLE;
import static dev.holdfast.plan.SecondLook.CALM;
import static dev.holdfast.plan.SecondLook.FINE;
import static dev.holdfast.plan.SecondLook.PERMITTED;
import static dev.holdfast.plan.SecondLook.POD;
import static dev.holdfast.plan.SecondLook.SICK;
import static dev.holdfast.plan.SecondLook.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.incident.Intent.Purpose;
import dev.holdfast.incident.Step;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Traffic is led away only from pods that have some, on nodes that nobody reaches. */
class RecheckUnreachableNodeTest {
  private static final SecondLook DIVERT =
      new SecondLook(new Step.MarkNotReady(POD), Purpose.UNREACHABLE_NODE);

  static Stream<SecondLook.Row> rows() {
    return Stream.of(
        row("Unreachable", FINE, CALM, UNREACHABLE, PERMITTED),
        row("Lost since", FINE, CALM, LOST_TO_PROBES, PERMITTED),
        row("no traffic", SICK, CALM, UNREACHABLE, "FaultOver"),
        row("alive", FINE, CALM, KUBELET_DOWN, "VerdictChanged"),
        row("Healthy", FINE, CALM, HEALTHY, "VerdictChanged"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void aStepIsRefusedWhenItWouldNotBeDecidedAgain(SecondLook.Row row) {
    assertThat(DIVERT.refusal(row)).isEqualTo(row.refusal());
  }

  @Test
  void aLeaseThatWasRenewedSinceTheVerdictKeepsTheTrafficToo() {
    var judged = health(node(CALM).withLease("earlier", NOON.minusSeconds(5)), UNREACHABLE);
    assertThat(DIVERT.refusal(FINE, CALM, fleet(judged))).isEqualTo("NodeAnswered");
  }
}
