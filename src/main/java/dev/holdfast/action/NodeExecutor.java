package dev.holdfast.action;

import dev.holdfast.action.Cluster.Answer;
import dev.holdfast.action.Cluster.LastLook;
import dev.holdfast.action.Cluster.NodeRef;
import dev.holdfast.health.Fleet;
import dev.holdfast.plan.NodeRecheck;
import dev.holdfast.plan.NodeStep;
import java.time.Instant;
import java.util.function.Supplier;

/** Carries out steps on nodes, through the same gate. */
public final class NodeExecutor {
  private final Cluster cluster;
  private final Gate gate;
  private final Handbrake handbrake;
  private final Supplier<Fleet> fleet;
  private final Supplier<Instant> clock;

  /**
   * An executor that shares the gate with all others.
   *
   * @param handbrake asked live, as the node is, right before each change
   */
  public NodeExecutor(
      Cluster cluster,
      Gate gate,
      Handbrake handbrake,
      Supplier<Fleet> fleet,
      Supplier<Instant> clock) {
    this.cluster = cluster;
    this.gate = gate;
    this.handbrake = handbrake;
    this.fleet = fleet;
    this.clock = clock;
  }

  /** What the API server said; a closed gate's refusal counts as a rejection. */
  public Answer execute(NodeStep step) {
    return gate.pass(() -> call(step));
  }

  private Answer call(NodeStep step) {
    var node = new NodeRef(step.node(), step.uid());
    LastLook lastLook =
        live ->
            handbrake.pulled().or(() -> NodeRecheck.refuse(step, live, fleet.get(), clock.get()));
    return switch (step) {
      case NodeStep.Mark mark -> cluster.mark(node, mark.mark().text(), lastLook);
      case NodeStep.Unmark unmark -> cluster.unmark(node, unmark.withTaint(), lastLook);
      case NodeStep.VoidConfirmation v -> cluster.voidConfirmation(node, lastLook);
    };
  }
}
