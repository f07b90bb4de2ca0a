package dev.holdfast.action;

import dev.holdfast.action.Cluster.Answer;
import dev.holdfast.action.Cluster.NodeRef;
import dev.holdfast.plan.NodeStep;

/** Carries out steps on nodes, through the same gate. */
public final class NodeExecutor {
  private final Cluster cluster;
  private final Gate gate;

  public NodeExecutor(Cluster cluster, Gate gate) {
    this.cluster = cluster;
    this.gate = gate;
  }

  /** What the API server said; a closed gate's refusal counts as a rejection. */
  public Answer execute(NodeStep step) {
    return gate.pass(() -> call(step));
  }

  private Answer call(NodeStep step) {
    var node = new NodeRef(step.node(), step.uid());
    return switch (step) {
      case NodeStep.Mark mark -> cluster.mark(node, mark.mark().text());
      case NodeStep.Unmark unmark -> cluster.unmark(node, unmark.withTaint());
      case NodeStep.VoidConfirmation v -> cluster.voidConfirmation(node);
    };
  }
}
