package dev.holdfast.sim;

import dev.holdfast.action.Cluster.Answer;
import dev.holdfast.action.NodeExecutor;
import dev.holdfast.plan.NodeStep;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Steps on nodes, one after the other, beside the passes of the node loop. */
final class NodeSteps {
  /** One that was refused is not tried again before. */
  private static final long REST = 500;

  private final World world;
  private final Replica replica;
  private final NodeExecutor executor;
  private final Deque<NodeStep> queue = new ArrayDeque<>();
  private final Set<String> underWay = new HashSet<>();
  private final Map<String, Long> refusedAt = new HashMap<>();
  private boolean working;

  NodeSteps(World world, Replica replica, NodeExecutor executor) {
    this.world = world;
    this.replica = replica;
    this.executor = executor;
  }

  void take(NodeStep step) {
    long now = world.agenda.now();
    if (now - refusedAt.getOrDefault(step.node(), now - REST) < REST) return;
    if (!underWay.add(step.node())) return;
    queue.add(step);
    if (!working) world.agenda.in(1, () -> replica.whenAwake(this::work));
  }

  private void work() {
    if (working) return;
    working = true;
    while (!queue.isEmpty() && replica.isAlive()) carryOut(queue.remove());
    working = false;
  }

  private void carryOut(NodeStep step) {
    var answer = executor.execute(step);
    underWay.remove(step.node());
    if (answer instanceof Answer.Accepted) refusedAt.remove(step.node());
    else refusedAt.put(step.node(), world.agenda.now());
    world.trace.say(
        world.agenda.now(), "%s: %s %s: %s", replica.name, step.action(), step.node(), answer);
  }
}
