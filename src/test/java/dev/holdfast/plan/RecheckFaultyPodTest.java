package dev.holdfast.plan;

import static dev.holdfast.plan.SampleVerdicts.HEALTHY;
import static dev.holdfast.plan.SampleVerdicts.IMPAIRED;
import static dev.holdfast.plan.SampleVerdicts.LOST;
import static dev.holdfast.plan.SampleVerdicts.SUSPECT;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each refusal has a row that differs from what is permitted in one thing only. */
class RecheckFaultyPodTest {
  private static final SecondLook EVICT = new SecondLook(new Step.Evict(POD), Purpose.FAULTY_POD);

  private static final String TAKEN_OVER = "{name: p, uid: other, node: n, ready: false}";
  private static final String ELSEWHERE = "{name: p, node: m, ready: false}";
  private static final String TERMINATING = "{name: p, node: n, ready: false, deleting: 1s}";
  private static final String VETOED = "{name: p, node: n, ready: false, hold: why}";

  private static final String NODE_VETOED = "{name: n, annotations: {holdfast.dev/hold: why}}";
  private static final String OPTED_OUT =
      "{name: n, labels: {node.kubernetes.io/exclude-disruption: x}}";
  private static final String CORDONED = "{name: n, cordoned: true}";
  private static final String TO_BE_DRAINED =
      "{name: n, taints: [\"medik8s.io/drain:NoSchedule\"]}";
  private static final String NAMESAKE = "{name: n, uid: other}";

  static Stream<SecondLook.Row> rows() {
    return Stream.of(
        row("a faulty pod", SICK, CALM, HEALTHY, PERMITTED),
        row("its name taken over", TAKEN_OVER, CALM, HEALTHY, "PodReplaced"),
        row("on another node than was recorded", ELSEWHERE, CALM, HEALTHY, "PodReplaced"),
        row("already terminating", TERMINATING, CALM, HEALTHY, "AlreadyTerminating"),
        row("ready again", FINE, CALM, HEALTHY, "FaultOver"),
        row("pod vetoed", VETOED, CALM, HEALTHY, "Veto"),
        row("node vetoed", SICK, NODE_VETOED, HEALTHY, "Veto"),
        row("node opted out by label", SICK, OPTED_OUT, HEALTHY, "Veto"),
        row("node cordoned", SICK, CORDONED, HEALTHY, "Maintenance"),
        row("node to be drained", SICK, TO_BE_DRAINED, HEALTHY, "Maintenance"),
        row("another node of that name", SICK, NAMESAKE, HEALTHY, "NodeReplaced"),
        row("node Suspect", SICK, CALM, SUSPECT, "VerdictChanged"),
        row("node Impaired", SICK, CALM, IMPAIRED, "VerdictChanged"),
        row("node Lost", SICK, CALM, LOST, "VerdictChanged"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void aStepIsRefusedWhenItWouldNotBeDecidedAgain(SecondLook.Row row) {
    assertThat(EVICT.refusal(row)).isEqualTo(row.refusal());
  }
}
