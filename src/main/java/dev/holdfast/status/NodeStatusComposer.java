package dev.holdfast.status;

import dev.holdfast.api.NodePolicyStatus;
import dev.holdfast.api.NodePolicyStatus.GuardStatus;
import dev.holdfast.api.NodePolicyStatus.Unwell;
import dev.holdfast.health.Fleet;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.health.NodePolicy;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/** Writes what administrators read of a node policy: the fleet in, a whole status out. */
public final class NodeStatusComposer {
  /** More unwell nodes than this are an outage that no list helps with; it bounds the object. */
  static final int LISTED = 100;

  private NodeStatusComposer() {}

  public static NodePolicyStatus compose(NodePolicy policy, long generation, Fleet fleet) {
    var selected =
        fleet.nodes().values().stream().filter(node -> policy.selects(node.node())).toList();
    return new NodePolicyStatus(
        generation,
        selected.size(),
        (int) selected.stream().filter(NodeHealth::isHealthy).count(),
        unwell(selected),
        guards(policy, fleet),
        List.of());
  }

  private static List<Unwell> unwell(List<NodeHealth> nodes) {
    return nodes.stream()
        .filter(node -> !node.isHealthy() || node.marked())
        .sorted(Comparator.comparing(node -> node.node().name()))
        .limit(LISTED)
        .map(
            node ->
                new Unwell(
                    node.node().name(),
                    node.verdict().name(),
                    node.verdict().cause(),
                    node.verdict().since().truncatedTo(ChronoUnit.SECONDS).toString(),
                    node.marked()))
        .toList();
  }

  private static List<GuardStatus> guards(NodePolicy policy, Fleet fleet) {
    return fleet.guards().stream()
        .filter(guard -> guard.scope().isEmpty() || guard.scope().equals(policy.name()))
        .map(guard -> new GuardStatus(guard.name(), guard.message()))
        .toList();
  }
}
