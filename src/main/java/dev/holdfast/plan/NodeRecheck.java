package dev.holdfast.plan;

import dev.holdfast.health.Fleet;
import dev.holdfast.health.Hold;
import dev.holdfast.health.Maintenance;
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
      case NodeStep.Mark mark -> refuseMark(mark, live, health.get());
      case NodeStep.Unmark unmark -> Optional.ofNullable(health.get().hold());
      case NodeStep.VoidConfirmation v -> refuseVoiding(v, live);
    };
  }

  private static Optional<Hold> refuseMark(NodeStep.Mark step, NodeSignal live, NodeHealth health) {
    if (health.hold() != null) return Optional.of(health.hold());
    boolean stands =
        switch (health.verdict()) {
          case Verdict.Healthy h -> step.mark().isSteering();
          case Verdict.Suspect s -> false;
          case Verdict.Impaired i -> !step.mark().isSteering();
          case Verdict.Lost l -> !step.mark().isSteering() && !live.saysReady();
          case Verdict.Dead d -> !step.mark().isSteering() && !live.saysReady();
        };
    return stands
        ? Optional.empty()
        : no("VerdictChanged", "node %s is %s".formatted(live.name(), health.verdict().name()));
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
