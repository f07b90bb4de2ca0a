package dev.holdfast.sim;

import dev.holdfast.health.Maintenance;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.health.Verdict;
import java.util.HashMap;
import java.util.Map;

/**
 * What is left undone for no reason: a node is Lost to the leader, nothing holds it, it has pods of
 * a policy, and nobody marks it, so that they wait.
 */
final class Neglect {
  /** One look and one patch take a fraction of that, also when they are tried again. */
  private static final long PATIENCE = 10 * Agenda.SECOND;

  private final World world;
  private final Map<String, Long> waitsSince = new HashMap<>();

  Neglect(World world) {
    this.world = world;
  }

  /** As the leader sees it now. */
  void judged(NodeHealth health) {
    var node = health.node().name();
    if (!isToBeMarked(health)) {
      waitsSince.remove(node);
      return;
    }
    long since = waitsSince.computeIfAbsent(node, n -> world.agenda.now());
    if (world.agenda.now() - since < PATIENCE) return;
    world.audit.accuse(
        "The operator leaves node '%s' without its mark, which is lost".formatted(node));
    waitsSince.put(node, world.agenda.now());
  }

  private boolean isToBeMarked(NodeHealth health) {
    var node = world.api.node(health.node().name());
    return health.verdict() instanceof Verdict.Lost
        && health.hold() == null
        && !health.marked()
        && world.api.state() == Api.State.UP
        && !world.api.isStopped()
        && !NodeHealth.isMarked(node.signal())
        && Maintenance.optOut(node.signal()).isEmpty()
        && world.api.podsOn(node.name).stream().anyMatch(this::isCaredFor);
  }

  private boolean isCaredFor(ServerPod pod) {
    return !pod.isDeleting() && world.api.policy(pod.workload).known().isEnforced();
  }
}
