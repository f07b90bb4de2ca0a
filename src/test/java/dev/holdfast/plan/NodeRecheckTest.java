package dev.holdfast.plan;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.fleet;
import static dev.holdfast.golden.Sample.health;
import static dev.holdfast.golden.Sample.node;
import static dev.holdfast.plan.SampleVerdicts.DEAD;
import static dev.holdfast.plan.SampleVerdicts.HEALTHY;
import static dev.holdfast.plan.SampleVerdicts.IMPAIRED;
import static dev.holdfast.plan.SampleVerdicts.KUBELET_DOWN;
import static dev.holdfast.plan.SampleVerdicts.LOST;
import static dev.holdfast.plan.SampleVerdicts.LOST_TO_PROBES;
import static dev.holdfast.plan.SampleVerdicts.SUSPECT;
import static dev.holdfast.plan.SampleVerdicts.UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.health.Fleet;
import dev.holdfast.health.Hold;
import dev.holdfast.health.Mark;
import dev.holdfast.health.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NodeRecheckTest {
  private static final NodeStep MARK = mark("Lost");
  private static final NodeStep STEER = mark(Mark.STEERING);
  private static final NodeStep UNMARK = new NodeStep.Unmark("n", "uid-n", true, true);
  private static final NodeStep RELEASE = new NodeStep.Unmark("n", "uid-n", true, false);
  private static final NodeStep BESIDE =
      new NodeStep.Mark("n", "uid-n", new Mark("Lost", false, 0, NOON));
  private static final NodeStep VOID = new NodeStep.VoidConfirmation("n", "uid-n", "boot-n");
  private static final String CALM = "{name: n}";
  private static final String OVER =
      "{name: n, conditions: {KernelDeadlock: {status: \"False\", for: 1s}}}";
  private static final String MARKED = "{name: n, mark: Lost}";
  private static final String FOREIGN =
      "{name: n, taints: [\"holdfast.dev/unhealthy:NoSchedule\"]}";
  private static final String SILENT_MARKED = "{name: n, ready: Unknown, lease: 60s, mark: Lost}";
  private static final String SILENT = "{name: n, ready: Unknown, lease: 60s}";
  private static final String VETOED = "{name: n, annotations: {holdfast.dev/hold: why}}";
  private static final String CONFIRMED =
      "{name: n, annotations: {holdfast.dev/confirmed-dead: boot-n}}";

  static Stream<Arguments> rows() {
    return Stream.of(
        Arguments.of(MARK, SILENT, LOST, ""),
        Arguments.of(MARK, SILENT, DEAD, ""),
        Arguments.of(MARK, CALM, IMPAIRED, ""),
        Arguments.of(MARK, OVER, IMPAIRED, "VerdictChanged"),
        Arguments.of(MARK, OVER, KUBELET_DOWN, ""),
        Arguments.of(MARK, CALM, KUBELET_DOWN, ""),
        Arguments.of(MARK, CALM, UNREACHABLE, ""),
        Arguments.of(MARK, CALM, LOST_TO_PROBES, ""),
        Arguments.of(STEER, CALM, UNREACHABLE, "VerdictChanged"),
        Arguments.of(MARK, CALM, HEALTHY, "VerdictChanged"),
        Arguments.of(MARK, SILENT, SUSPECT, "VerdictChanged"),
        Arguments.of(MARK, CALM, LOST, "VerdictChanged"),
        Arguments.of(MARK, CALM, DEAD, "VerdictChanged"),
        Arguments.of(STEER, CALM, HEALTHY, ""),
        Arguments.of(STEER, CALM, IMPAIRED, "VerdictChanged"),
        Arguments.of(STEER, SILENT, LOST, "VerdictChanged"),
        Arguments.of(MARK, VETOED, IMPAIRED, "Veto"),
        Arguments.of(MARK, FOREIGN, IMPAIRED, "MarkChanged"),
        Arguments.of(BESIDE, FOREIGN, IMPAIRED, ""),
        Arguments.of(BESIDE, CALM, IMPAIRED, "MarkChanged"),
        Arguments.of(UNMARK, VETOED, HEALTHY, "Veto"),
        Arguments.of(UNMARK, MARKED, HEALTHY, ""),
        Arguments.of(UNMARK, FOREIGN, HEALTHY, "MarkChanged"),
        Arguments.of(UNMARK, SILENT_MARKED, LOST, "VerdictChanged"),
        Arguments.of(RELEASE, SILENT_MARKED, LOST, ""),
        Arguments.of(VOID, CONFIRMED, HEALTHY, ""),
        Arguments.of(VOID, CONFIRMED.replace("boot-n", "boot-m"), HEALTHY, "WordChanged"),
        Arguments.of(VOID, CALM, HEALTHY, "WordChanged"));
  }

  @ParameterizedTest(name = "{0} of {1}, {2}: {3}")
  @MethodSource("rows")
  void aStepIsRefusedWhenItWouldNotBeDecidedAgain(
      NodeStep step, String live, Verdict verdict, String refusal) {
    assertThat(refusal(step, live, fleet(health(node(CALM), verdict)))).isEqualTo(refusal);
  }

  @Test
  void aGuardThatHoldsTheNodeNowRefusesByItsOwnName() {
    var held = fleet(health(node(SILENT), LOST, new Hold("MajoritySilent", "", "")));
    assertThat(refusal(MARK, SILENT, held)).isEqualTo("MajoritySilent");
    assertThat(refusal(UNMARK, SILENT, held)).isEqualTo("MajoritySilent");
  }

  @Test
  void aNamesakeIsNotTheNodeThatWasJudged() {
    var judged = fleet(health(node(CALM), LOST));
    assertThat(refusal(MARK, "{name: n, uid: other}", judged)).isEqualTo("NodeReplaced");
    assertThat(refusal(MARK, SILENT, fleet())).isEqualTo("NodeReplaced");
  }

  @Test
  void verdictsThatNobodyRenewedAreNoBasis() {
    var judged = fleet(health(node(SILENT), LOST));
    var late = NOON.plus(Fleet.OUTDATED);
    assertThat(NodeRecheck.refuse(MARK, node(SILENT), judged, late).map(Hold::reason))
        .contains("VerdictsOutdated");
  }

  private static NodeStep mark(String why) {
    return new NodeStep.Mark("n", "uid-n", new Mark(why, true, 0, NOON));
  }

  private static String refusal(NodeStep step, String live, Fleet fleet) {
    return NodeRecheck.refuse(step, node(live), fleet, NOON).map(Hold::reason).orElse("");
  }
}
