package dev.holdfast.plan;

import dev.holdfast.health.Fleet;
import dev.holdfast.health.Hold;
import dev.holdfast.health.Maintenance;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.health.Proof;
import dev.holdfast.health.Verdict;
import dev.holdfast.incident.Intent;
import dev.holdfast.incident.Step;
import dev.holdfast.signal.NodeAnnotations;
import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.PodSignal;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Right before an act, with pod and node looked at live: would we decide it again? */
public final class Recheck {
  private final Intent intent;
  private final PodSignal pod;
  private final NodeSignal node;
  private final Fleet fleet;
  private final Instant now;

  private Recheck(Intent intent, PodSignal pod, NodeSignal node, Fleet fleet, Instant now) {
    this.intent = intent;
    this.pod = pod;
    this.node = node;
    this.fleet = fleet;
    this.now = now;
  }

  /**
   * Why the step must not be done now; empty when it may.
   *
   * @param pod read live
   * @param node the pod's node and its lease, read live
   * @param fleet the newest verdicts
   */
  public static Optional<Hold> refuse(
      Intent intent, PodSignal pod, NodeSignal node, Fleet fleet, Instant now) {
    return new Recheck(intent, pod, node, fleet, now).refuse();
  }

  private Optional<Hold> refuse() {
    if (!pod.uid().equals(intent.step().pod().uid())) return no("PodReplaced", "it is another pod");
    if (pod.isDeleting() && !(intent.step() instanceof Step.ForceDelete)) {
      return no("AlreadyTerminating", "the pod is terminating");
    }
    if (!pod.isOn(intent.node())) return no("PodReplaced", "it is not on node " + intent.node());
    if (pod.hold() != null) return no("Veto", "the pod says holdfast.dev/hold: " + pod.hold());
    var optOut = Maintenance.optOut(node);
    if (optOut.isPresent()) return no("Veto", "the node is opted out: " + optOut.get());
    if (intent.purpose().isVoluntary() && Maintenance.of(node).isPresent()) {
      return no("Maintenance", "node " + node.name() + " is in maintenance");
    }
    if (fleet.isOutdated(now)) return no("VerdictsOutdated", "no node was judged lately");
    var health = fleet.node(node.name());
    if (health.isEmpty() || !health.get().node().uid().equals(node.uid())) {
      return no("NodeReplaced", "the node is not the one that was judged");
    }
    if (health.get().hold() != null) return Optional.of(health.get().hold());
    return switch (intent.purpose()) {
      case FAULTY_POD -> refuseFaulty(health.get());
      case IMPAIRED_NODE -> refuseImpaired(health.get());
      case UNREACHABLE_NODE -> refuseUnreachable(health.get());
      case LOST_NODE -> refuseLost(health.get());
    };
  }

  private Optional<Hold> refuseFaulty(NodeHealth health) {
    if (pod.ready()) return no("FaultOver", "the pod is ready again");
    return health.isHealthy()
        ? Optional.empty()
        : no("VerdictChanged", "node %s is %s".formatted(node.name(), health.verdict().name()));
  }

  private Optional<Hold> refuseImpaired(NodeHealth health) {
    if (!(health.verdict() instanceof Verdict.Impaired)) return verdictChanged(health.verdict());
    return node.statesAs(health.node())
        ? refuseUnmarked()
        : no("VerdictChanged", "node %s states other conditions now".formatted(node.name()));
  }

  /** Nothing is removed yet, so no mark has to stand first. */
  private Optional<Hold> refuseUnreachable(NodeHealth health) {
    if (!pod.ready()) return no("FaultOver", "the pod is not ready already");
    var verdict = health.verdict();
    boolean stands = verdict instanceof Verdict.Unreachable || verdict instanceof Verdict.Lost;
    return stands ? refuseRenewed(health) : verdictChanged(verdict);
  }

  private Optional<Hold> refuseRenewed(NodeHealth health) {
    return Objects.equals(node.leaseStamp(), health.node().leaseStamp())
        ? Optional.empty()
        : no("NodeAnswered", "node " + node.name() + " renewed its lease");
  }

  private Optional<Hold> refuseLost(NodeHealth health) {
    var verdict = health.verdictFor(pod);
    boolean byProbes = verdict instanceof Verdict.Lost lost && lost.isByProbes();
    if (node.saysReady() && !byProbes) {
      return no("NodeAnswered", "node " + node.name() + " is Ready");
    }
    return refuseRenewed(health).or(() -> refuseLost(verdict));
  }

  private Optional<Hold> refuseLost(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Lost l when !(intent.step() instanceof Step.ForceDelete) -> refuseUnmarked();
      case Verdict.Dead d -> refuseDead(d.proof());
      case Verdict.Lost l -> no("ProofExpired", "node " + node.name() + " is not proven dead");
      case Verdict.Healthy h -> verdictChanged(h);
      case Verdict.Suspect s -> verdictChanged(s);
      case Verdict.Impaired i -> verdictChanged(i);
      case Verdict.KubeletDown k -> verdictChanged(k);
      case Verdict.Unreachable u -> verdictChanged(u);
    };
  }

  private Optional<Hold> refuseDead(Proof proof) {
    if (!(intent.step() instanceof Step.ForceDelete force)) return refuseUnmarked();
    boolean stands =
        force.proof().isSameAs(proof)
            && proof.nodeUid().equals(node.uid())
            && proof.bootId().equals(node.bootId())
            && isStillWritten(proof);
    return stands
        ? refuseUnmarked()
        : no("ProofExpired", "the proof that node " + node.name() + " is dead does not hold");
  }

  private boolean isStillWritten(Proof proof) {
    return switch (proof) {
      case Proof.HumanConfirmed human ->
          human.bootId().equals(node.annotation(NodeAnnotations.CONFIRMED_DEAD));
    };
  }

  private Optional<Hold> refuseUnmarked() {
    return NodeHealth.isMarked(node)
        ? Optional.empty()
        : no("AwaitingTaint", "node " + node.name() + " does not bear our taint");
  }

  private Optional<Hold> verdictChanged(Verdict verdict) {
    return no("VerdictChanged", "node %s is %s".formatted(node.name(), verdict.name()));
  }

  private static Optional<Hold> no(String reason, String message) {
    return Optional.of(new Hold(reason, message, "decided afresh at the next look"));
  }
}
