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
import static dev.holdfast.plan.SecondLook.CALM;
import static dev.holdfast.plan.SecondLook.CONFIRMED;
import static dev.holdfast.plan.SecondLook.DELETE;
import static dev.holdfast.plan.SecondLook.FINE;
import static dev.holdfast.plan.SecondLook.GOING;
import static dev.holdfast.plan.SecondLook.PERMITTED;
import static dev.holdfast.plan.SecondLook.SILENT;
import static dev.holdfast.plan.SecondLook.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.health.NodeHealth;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A pod is deleted only while its node is still lost, says nothing and bears our mark. */
class RecheckLostNodeTest {
  private static final String CORDONED =
      "{name: n, ready: Unknown, lease: 60s, mark: Lost, cordoned: true}";
  private static final String READY_AGAIN = "{name: n, lease: 60s, mark: Lost}";
  private static final String UNMARKED = "{name: n, ready: Unknown, lease: 60s}";
  private static final String STILL_READY = "{name: n, mark: Lost}";

  static Stream<SecondLook.Row> rows() {
    return Stream.of(
        row("a pod of a Lost node", FINE, SILENT, LOST, PERMITTED),
        row("cordoned as well", FINE, CORDONED, LOST, PERMITTED),
        row("Dead meanwhile", FINE, CONFIRMED, DEAD, PERMITTED),
        row("terminating", GOING, SILENT, LOST, "AlreadyTerminating"),
        row("Ready again", FINE, READY_AGAIN, LOST, "NodeAnswered"),
        row("taint taken off", FINE, UNMARKED, LOST, "AwaitingTaint"),
        row("Dead, taint taken off", FINE, UNMARKED, DEAD, "AwaitingTaint"),
        row("Healthy again", FINE, SILENT, HEALTHY, "VerdictChanged"),
        row("Suspect after a hole", FINE, SILENT, SUSPECT, "VerdictChanged"),
        row("Impaired", FINE, SILENT, IMPAIRED, "VerdictChanged"),
        row("Lost before the API server noticed", FINE, STILL_READY, LOST_TO_PROBES, PERMITTED),
        row("no taint", FINE, CALM, LOST_TO_PROBES, "AwaitingTaint"),
        row("Unreachable only", FINE, SILENT, UNREACHABLE, "VerdictChanged"),
        row("KubeletDown", FINE, SILENT, KUBELET_DOWN, "VerdictChanged"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void aStepIsRefusedWhenItWouldNotBeDecidedAgain(SecondLook.Row row) {
    assertThat(DELETE.refusal(row)).isEqualTo(row.refusal());
  }

  @Test
  void aLeaseThatWasRenewedSinceTheVerdictIsAnAnswer() {
    var judged = health(node(SILENT).withLease("earlier", NOON.minusSeconds(60)), LOST);
    assertThat(DELETE.refusal(FINE, SILENT, fleet(judged))).isEqualTo("NodeAnswered");
  }

  @Test
  void aPodWhoseOwnPortIsSilentIsLostWithItsUnreachableNodeAndNoOther() {
    var marked = "{name: n, mark: Unreachable}";
    var calm = health(node(marked), UNREACHABLE);
    var silent =
        new NodeHealth(
            calm.node(), UNREACHABLE, null, null, null, false, calm.lastSign(), Set.of("uid-p"));
    assertThat(DELETE.refusal(FINE, marked, fleet(silent))).isEqualTo(PERMITTED);
    assertThat(DELETE.refusal(FINE, marked, fleet(calm))).isEqualTo("NodeAnswered");
  }
}
