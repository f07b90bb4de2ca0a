package dev.holdfast.plan;

import static dev.holdfast.golden.Sample.fleet;
import static dev.holdfast.golden.Sample.health;
import static dev.holdfast.golden.Sample.node;
import static dev.holdfast.plan.SampleVerdicts.HEALTHY;
import static dev.holdfast.plan.SampleVerdicts.IMPAIRED;
import static dev.holdfast.plan.SampleVerdicts.SUSPECT;
import static dev.holdfast.plan.SecondLook.CALM;
import static dev.holdfast.plan.SecondLook.FINE;
import static dev.holdfast.plan.SecondLook.PERMITTED;
import static dev.holdfast.plan.SecondLook.POD;
import static dev.holdfast.plan.SecondLook.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.incident.Intent.Purpose;
import dev.holdfast.incident.Step;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody is moved off a node that does not bear our mark, or is not ours to empty any more. */
class RecheckImpairedNodeTest {
  private static final SecondLook EVICT =
      new SecondLook(new Step.Evict(POD), Purpose.IMPAIRED_NODE);

  private static final String MARKED = "{name: n, mark: Impaired}";
  private static final String TAINTED_ONLY =
      "{name: n, taints: [\"holdfast.dev/unhealthy:NoSchedule\"]}";
  private static final String OVER =
      "{name: n, mark: Impaired, conditions: {KernelDeadlock: {status: \"False\", for: 1s}}}";
  private static final String ILL = OVER.replace("False", "True").replace("1s", "40s");
  private static final String CORDONED = "{name: n, mark: Impaired, cordoned: true}";

  static Stream<SecondLook.Row> rows() {
    return Stream.of(
        row("a pod of an Impaired node", FINE, MARKED, IMPAIRED, PERMITTED),
        row("taint taken off", FINE, CALM, IMPAIRED, "AwaitingTaint"),
        row("taint without our annotation", FINE, TAINTED_ONLY, IMPAIRED, "AwaitingTaint"),
        row("cordoned meanwhile", FINE, CORDONED, IMPAIRED, "Maintenance"),
        row("well again", FINE, MARKED, HEALTHY, "VerdictChanged"),
        row("silent meanwhile", FINE, MARKED, SUSPECT, "VerdictChanged"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void aStepIsRefusedWhenItWouldNotBeDecidedAgain(SecondLook.Row row) {
    assertThat(EVICT.refusal(row)).isEqualTo(row.refusal());
  }

  @Test
  void nobodyIsMovedOffANodeThatHasJustSaidThatItIsWellAgain() {
    var judged = fleet(health(node(ILL), IMPAIRED));
    assertThat(EVICT.refusal(FINE, ILL, judged)).isEqualTo(PERMITTED);
    assertThat(EVICT.refusal(FINE, OVER, judged)).isEqualTo("VerdictChanged");
  }
}
