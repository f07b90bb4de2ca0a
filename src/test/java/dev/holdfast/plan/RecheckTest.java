package dev.holdfast.plan;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.fleet;
import static dev.holdfast.golden.Sample.health;
import static dev.holdfast.golden.Sample.node;
import static dev.holdfast.golden.Sample.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.health.Fleet;
import dev.holdfast.health.Hold;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.health.Proof;
import dev.holdfast.health.Verdict;
import dev.holdfast.incident.Intent;
import dev.holdfast.incident.Intent.Purpose;
import dev.holdfast.incident.Step;
import dev.holdfast.signal.PodRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each refusal has a row that differs from what is permitted in one thing only. */
class RecheckTest {
  private static final PodRef POD = new PodRef("shop", "p", "uid-p");
  private static final Proof PROOF = new Proof.HumanConfirmed("uid-n", "boot-n", NOON);
  private static final Proof OF_ANOTHER = new Proof.HumanConfirmed("other", "boot-n", NOON);
  private static final Step EVICT = new Step.Evict(POD);
  private static final Step DELETE = new Step.Delete(POD, false);
  private static final Step FORCE = new Step.ForceDelete(POD, PROOF);

  private static final Step DIVERT = new Step.MarkNotReady(POD);

  private static final String SICK = "{name: p, node: n, ready: false}";
  private static final String FINE = "{name: p, node: n}";
  private static final String GOING = "{name: p, node: n, deleting: 5s}";
  private static final String CALM = "{name: n}";
  private static final String MARKED = "{name: n, mark: Impaired}";
  private static final String SILENT = "{name: n, ready: Unknown, lease: 60s, mark: Lost}";
  private static final String SILENT_UNMARKED = "{name: n, ready: Unknown, lease: 60s}";
  private static final String CONFIRMED =
      "{name: n, ready: Unknown, lease: 60s, mark: Lost, annotations:"
          + " {holdfast.dev/confirmed-dead: boot-n}}";

  private static final Verdict HEALTHY = new Verdict.Healthy(NOON);
  private static final Verdict SUSPECT = new Verdict.Suspect(NOON, "", true);
  private static final Verdict IMPAIRED = new Verdict.Impaired(NOON, "");
  private static final Verdict KUBELET_DOWN = new Verdict.KubeletDown(NOON, "");
  private static final Verdict UNREACHABLE = new Verdict.Unreachable(NOON, "", List.of("o"));
  private static final Verdict LOST_TO_PROBES = new Verdict.Lost(NOON, "", List.of("o"));
  private static final Verdict LOST = new Verdict.Lost(NOON, "");
  private static final Verdict DEAD = new Verdict.Dead(NOON, PROOF);

  private static final String PERMITTED = "";

  static Stream<Arguments> rows() {
    return Stream.of(faulty(), impaired(), lost(), probed(), dead()).flatMap(rows -> rows);
  }

  private static Stream<Arguments> faulty() {
    return Stream.of(
        row("a faulty pod", EVICT, Purpose.FAULTY_POD, SICK, CALM, HEALTHY, PERMITTED),
        row(
            "its name taken over",
            EVICT,
            Purpose.FAULTY_POD,
            "{name: p, uid: other, node: n, ready: false}",
            CALM,
            HEALTHY,
            "PodReplaced"),
        row(
            "on another node than was recorded",
            EVICT,
            Purpose.FAULTY_POD,
            "{name: p, node: m, ready: false}",
            CALM,
            HEALTHY,
            "PodReplaced"),
        row(
            "already terminating",
            EVICT,
            Purpose.FAULTY_POD,
            "{name: p, node: n, ready: false, deleting: 1s}",
            CALM,
            HEALTHY,
            "AlreadyTerminating"),
        row("ready again", EVICT, Purpose.FAULTY_POD, FINE, CALM, HEALTHY, "FaultOver"),
        row(
            "pod vetoed",
            EVICT,
            Purpose.FAULTY_POD,
            "{name: p, node: n, ready: false, hold: why}",
            CALM,
            HEALTHY,
            "Veto"),
        row(
            "node vetoed",
            EVICT,
            Purpose.FAULTY_POD,
            SICK,
            "{name: n, annotations: {holdfast.dev/hold: why}}",
            HEALTHY,
            "Veto"),
        row(
            "node opted out by label",
            EVICT,
            Purpose.FAULTY_POD,
            SICK,
            "{name: n, labels: {node.kubernetes.io/exclude-disruption: x}}",
            HEALTHY,
            "Veto"),
        row(
            "node cordoned",
            EVICT,
            Purpose.FAULTY_POD,
            SICK,
            "{name: n, cordoned: true}",
            HEALTHY,
            "Maintenance"),
        row(
            "node to be drained",
            EVICT,
            Purpose.FAULTY_POD,
            SICK,
            "{name: n, taints: [\"medik8s.io/drain:NoSchedule\"]}",
            HEALTHY,
            "Maintenance"),
        row(
            "another node of that name",
            EVICT,
            Purpose.FAULTY_POD,
            SICK,
            "{name: n, uid: other}",
            HEALTHY,
            "NodeReplaced"),
        row("node Suspect", EVICT, Purpose.FAULTY_POD, SICK, CALM, SUSPECT, "VerdictChanged"),
        row("node Impaired", EVICT, Purpose.FAULTY_POD, SICK, CALM, IMPAIRED, "VerdictChanged"),
        row("node Lost", EVICT, Purpose.FAULTY_POD, SICK, CALM, LOST, "VerdictChanged"));
  }

  private static Stream<Arguments> impaired() {
    return Stream.of(
        row(
            "a pod of an Impaired node",
            EVICT,
            Purpose.IMPAIRED_NODE,
            FINE,
            MARKED,
            IMPAIRED,
            PERMITTED),
        row("taint taken off", EVICT, Purpose.IMPAIRED_NODE, FINE, CALM, IMPAIRED, "AwaitingTaint"),
        row(
            "taint without our annotation",
            EVICT,
            Purpose.IMPAIRED_NODE,
            FINE,
            "{name: n, taints: [\"holdfast.dev/unhealthy:NoSchedule\"]}",
            IMPAIRED,
            "AwaitingTaint"),
        row(
            "cordoned meanwhile",
            EVICT,
            Purpose.IMPAIRED_NODE,
            FINE,
            "{name: n, mark: Impaired, cordoned: true}",
            IMPAIRED,
            "Maintenance"),
        row("well again", EVICT, Purpose.IMPAIRED_NODE, FINE, MARKED, HEALTHY, "VerdictChanged"),
        row(
            "silent meanwhile",
            EVICT,
            Purpose.IMPAIRED_NODE,
            FINE,
            MARKED,
            SUSPECT,
            "VerdictChanged"));
  }

  private static Stream<Arguments> lost() {
    return Stream.of(
        row("a pod of a Lost node", DELETE, Purpose.LOST_NODE, FINE, SILENT, LOST, PERMITTED),
        row(
            "cordoned as well",
            DELETE,
            Purpose.LOST_NODE,
            FINE,
            "{name: n, ready: Unknown, lease: 60s, mark: Lost, cordoned: true}",
            LOST,
            PERMITTED),
        row("Dead meanwhile", DELETE, Purpose.LOST_NODE, FINE, CONFIRMED, DEAD, PERMITTED),
        row("terminating", DELETE, Purpose.LOST_NODE, GOING, SILENT, LOST, "AlreadyTerminating"),
        row(
            "Ready again",
            DELETE,
            Purpose.LOST_NODE,
            FINE,
            "{name: n, lease: 60s, mark: Lost}",
            LOST,
            "NodeAnswered"),
        row(
            "taint taken off",
            DELETE,
            Purpose.LOST_NODE,
            FINE,
            SILENT_UNMARKED,
            LOST,
            "AwaitingTaint"),
        row(
            "Dead, taint taken off",
            DELETE,
            Purpose.LOST_NODE,
            FINE,
            SILENT_UNMARKED,
            DEAD,
            "AwaitingTaint"),
        row("Healthy again", DELETE, Purpose.LOST_NODE, FINE, SILENT, HEALTHY, "VerdictChanged"),
        row(
            "Suspect after a hole",
            DELETE,
            Purpose.LOST_NODE,
            FINE,
            SILENT,
            SUSPECT,
            "VerdictChanged"),
        row("Impaired", DELETE, Purpose.LOST_NODE, FINE, SILENT, IMPAIRED, "VerdictChanged"));
  }

  private static Stream<Arguments> probed() {
    return Stream.of(
        row("Unreachable", DIVERT, Purpose.UNREACHABLE_NODE, FINE, CALM, UNREACHABLE, PERMITTED),
        row("Lost since", DIVERT, Purpose.UNREACHABLE_NODE, FINE, CALM, LOST_TO_PROBES, PERMITTED),
        row("no traffic", DIVERT, Purpose.UNREACHABLE_NODE, SICK, CALM, UNREACHABLE, "FaultOver"),
        row("alive", DIVERT, Purpose.UNREACHABLE_NODE, FINE, CALM, KUBELET_DOWN, "VerdictChanged"),
        row("Healthy", DIVERT, Purpose.UNREACHABLE_NODE, FINE, CALM, HEALTHY, "VerdictChanged"),
        row(
            "Lost before the API server noticed",
            DELETE,
            Purpose.LOST_NODE,
            FINE,
            "{name: n, mark: Lost}",
            LOST_TO_PROBES,
            PERMITTED),
        row("no taint", DELETE, Purpose.LOST_NODE, FINE, CALM, LOST_TO_PROBES, "AwaitingTaint"),
        row(
            "Unreachable only",
            DELETE,
            Purpose.LOST_NODE,
            FINE,
            SILENT,
            UNREACHABLE,
            "VerdictChanged"),
        row("KubeletDown", DELETE, Purpose.LOST_NODE, FINE, SILENT, KUBELET_DOWN, "VerdictChanged"),
        row(
            "lost to probes is no proof",
            FORCE,
            Purpose.LOST_NODE,
            FINE,
            CONFIRMED,
            LOST_TO_PROBES,
            "ProofExpired"));
  }

  private static Stream<Arguments> dead() {
    return Stream.of(
        row("a pod of a Dead node", FORCE, Purpose.LOST_NODE, FINE, CONFIRMED, DEAD, PERMITTED),
        row("terminating", FORCE, Purpose.LOST_NODE, GOING, CONFIRMED, DEAD, PERMITTED),
        row("no longer Dead", FORCE, Purpose.LOST_NODE, FINE, CONFIRMED, LOST, "ProofExpired"),
        row("word withdrawn", FORCE, Purpose.LOST_NODE, FINE, SILENT, DEAD, "ProofExpired"),
        row(
            "word about another boot",
            FORCE,
            Purpose.LOST_NODE,
            FINE,
            CONFIRMED.replace("dead: boot-n", "dead: boot-m"),
            DEAD,
            "ProofExpired"),
        row(
            "booted anew",
            FORCE,
            Purpose.LOST_NODE,
            FINE,
            CONFIRMED.replace("{name: n,", "{name: n, bootId: boot-m,"),
            DEAD,
            "ProofExpired"),
        row(
            "proof of another node",
            FORCE,
            Purpose.LOST_NODE,
            FINE,
            CONFIRMED,
            new Verdict.Dead(NOON, OF_ANOTHER),
            "ProofExpired"),
        row(
            "proof of an earlier boot",
            new Step.ForceDelete(POD, new Proof.HumanConfirmed("uid-n", "boot-old", NOON)),
            Purpose.LOST_NODE,
            FINE,
            CONFIRMED,
            DEAD,
            "ProofExpired"),
        row(
            "all proofs of another machine",
            new Step.ForceDelete(POD, OF_ANOTHER),
            Purpose.LOST_NODE,
            FINE,
            CONFIRMED,
            new Verdict.Dead(NOON, OF_ANOTHER),
            "ProofExpired"),
        row(
            "Ready again",
            FORCE,
            Purpose.LOST_NODE,
            FINE,
            CONFIRMED.replace("ready: Unknown, ", ""),
            DEAD,
            "NodeAnswered"),
        row(
            "taint taken off",
            FORCE,
            Purpose.LOST_NODE,
            FINE,
            CONFIRMED.replace("mark: Lost, ", ""),
            DEAD,
            "AwaitingTaint"));
  }

  private static Arguments row(
      String what,
      Step step,
      Purpose purpose,
      String pod,
      String node,
      Verdict verdict,
      String refusal) {
    return Arguments.of(what, step, purpose, pod, node, verdict, refusal);
  }

  @ParameterizedTest(name = "{1} for {2}, {0}: {6}")
  @MethodSource("rows")
  void aStepIsRefusedWhenItWouldNotBeDecidedAgain(
      String what,
      Step step,
      Purpose purpose,
      String pod,
      String node,
      Verdict verdict,
      String refusal) {
    var judged = health(node(node.replace(", uid: other", "")), verdict);
    assertThat(refusal(intent(step, purpose), pod, node, fleet(judged))).isEqualTo(refusal);
  }

  @Test
  void aLeaseThatWasRenewedSinceTheVerdictIsAnAnswer() {
    var judged = health(node(SILENT).withLease("earlier", NOON.minusSeconds(60)), LOST);
    assertThat(refusal(intent(DELETE, Purpose.LOST_NODE), FINE, SILENT, fleet(judged)))
        .isEqualTo("NodeAnswered");
  }

  @Test
  void aLeaseThatWasRenewedSinceTheVerdictKeepsTheTrafficToo() {
    var judged = health(node(CALM).withLease("earlier", NOON.minusSeconds(5)), UNREACHABLE);
    assertThat(refusal(intent(DIVERT, Purpose.UNREACHABLE_NODE), FINE, CALM, fleet(judged)))
        .isEqualTo("NodeAnswered");
  }

  @Test
  void aPodWhoseOwnPortIsSilentIsLostWithItsUnreachableNodeAndNoOther() {
    var intent = intent(DELETE, Purpose.LOST_NODE);
    var node = node("{name: n, mark: Unreachable}");
    var calm = health(node, UNREACHABLE);
    var silent =
        new NodeHealth(
            node, UNREACHABLE, null, null, null, false, calm.lastSign(), Set.of("uid-p"));
    assertThat(Recheck.refuse(intent, pod(FINE), node, fleet(silent), NOON)).isEmpty();
    assertThat(Recheck.refuse(intent, pod(FINE), node, fleet(calm), NOON)).isPresent();
  }

  @Test
  void aGuardThatHoldsTheNodeNowRefusesByItsOwnName() {
    var judged = health(node(SILENT), LOST, new Hold("Brake", "", ""));
    assertThat(refusal(intent(DELETE, Purpose.LOST_NODE), FINE, SILENT, fleet(judged)))
        .isEqualTo("Brake");
  }

  @Test
  void aNodeThatNobodyJudgedIsNoBasis() {
    var nobody = new Fleet(Map.of(), List.of(), NOON, null);
    assertThat(refusal(intent(DELETE, Purpose.LOST_NODE), FINE, SILENT, nobody))
        .isEqualTo("NodeReplaced");
  }

  @Test
  void verdictsThatNobodyRenewedAreNoBasis() {
    var judged = fleet(health(node(SILENT), LOST));
    var late = NOON.plus(Fleet.OUTDATED);
    var intent = intent(DELETE, Purpose.LOST_NODE);
    assertThat(Recheck.refuse(intent, pod(FINE), node(SILENT), judged, late.minusMillis(1)))
        .isEmpty();
    assertThat(Recheck.refuse(intent, pod(FINE), node(SILENT), judged, late).map(Hold::reason))
        .contains("VerdictsOutdated");
  }

  private static String refusal(Intent intent, String pod, String node, Fleet fleet) {
    return Recheck.refuse(intent, pod(pod), node(node), fleet, NOON)
        .map(Hold::reason)
        .orElse(PERMITTED);
  }

  private static Intent intent(Step step, Purpose purpose) {
    return new Intent("i", step, "incident", "n", purpose, "Migrate", Duration.ofMinutes(2), NOON);
  }
}
