package dev.holdfast.plan;

import dev.holdfast.health.Fleet;
import dev.holdfast.health.Hold;
import dev.holdfast.health.Maintenance;
import dev.holdfast.health.Mark;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.health.Verdict;
import dev.holdfast.signal.NodeAnnotations;
import dev.holdfast.signal.NodeSignal;
import java.time.Instant;
import java.util.Optional;

/** Right before a node is changed, with the node looked at live: would we decide it again? */
public final class NodeRecheck {
  private NodeRecheck() {}

  /**
   * Why the step must not be done now; empty when it may.
   *
   * @param live the node as it is about to be changed
   * @param fleet the newest verdicts
   */
  public static Optional<Hold> refuse(NodeStep step, NodeSignal live, Fleet fleet, Instant now) {
    if (fleet.isOutdated(now)) return no("VerdictsOutdated", "no node was judged lately");
    var optOut = Maintenance.optOut(live);
    if (optOut.isPresent()) return no("Veto", "the node is opted out: " + optOut.get());
    var health = fleet.node(live.name()).filter(h -> h.node().uid().equals(live.uid()));
    if (health.isEmpty()) return no("NodeReplaced", "the node is not the one that was judged");
    return switch (step) {
      case NodeStep.Mark mark -> held(health.get()).or(() -> refuseMark(mark, live, health.get()));
      case NodeStep.Unmark unmark ->
          held(health.get()).or(() -> refuseUnmark(unmark, live, health.get()));
      case NodeStep.VoidConfirmation v -> refuseVoiding(v, live);
    };
  }

  private static Optional<Hold> held(NodeHealth health) {
    return Optional.ofNullable(health.hold());
  }

  private static Optional<Hold> refuseMark(NodeStep.Mark step, NodeSignal live, NodeHealth health) {
    boolean stands =
        switch (health.verdict()) {
          case Verdict.Healthy h -> step.mark().isSteering();
          case Verdict.Suspect s -> false;
          case Verdict.Impaired i -> !step.mark().isSteering() && live.statesAs(health.node());
          case Verdict.KubeletDown k -> !step.mark().isSteering();
          case Verdict.Unreachable u -> !step.mark().isSteering();
          case Verdict.Lost l -> !step.mark().isSteering() && (l.isByProbes() || !live.saysReady());
          case Verdict.Dead d -> !step.mark().isSteering() && !live.saysReady();
        };
    if (!stands) return verdictChanged(health);
    return live.bearsOurTaint() == step.mark().ownTaint() ? markChanged(live) : Optional.empty();
  }

  private static Optional<Hold> refuseUnmark(
      NodeStep.Unmark step, NodeSignal live, NodeHealth health) {
    if (step.whileHealthy() && !health.isHealthy()) return verdictChanged(health);
    boolean ownTaint = Mark.of(live).map(Mark::ownTaint).orElse(false);
    return ownTaint == step.withTaint() ? Optional.empty() : markChanged(live);
  }

  private static Optional<Hold> verdictChanged(NodeHealth health) {
    var node = health.node().name();
    return no("VerdictChanged", "node %s is %s".formatted(node, health.verdict().name()));
  }

  /** Whoever put the taint there meanwhile, it is not ours to take off later. */
  private static Optional<Hold> markChanged(NodeSignal live) {
    return no("MarkChanged", "the mark or the taint of node %s was changed".formatted(live.name()));
  }

  /** Another word than the one that does not hold is somebody's newer one. */
  private static Optional<Hold> refuseVoiding(NodeStep.VoidConfirmation step, NodeSignal live) {
    return step.bootId().equals(live.annotation(NodeAnnotations.CONFIRMED_DEAD))
        ? Optional.empty()
        : no("WordChanged", "the confirmation was written anew");
  }

  private static Optional<Hold> no(String reason, String message) {
    return Optional.of(new Hold(reason, message, "decided afresh at the next look"));
  }
}
