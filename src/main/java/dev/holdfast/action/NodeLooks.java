package dev.holdfast.action;

import dev.holdfast.action.Cluster.NodeLook;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Live looks at nodes for one batch of steps: a look serves all pods of the node for a second. */
final class NodeLooks {
  private static final long FRESH = Duration.ofSeconds(1).toNanos();

  private final Cluster cluster;
  private final Map<String, Look> looks = new HashMap<>();

  private record Look(NodeLook found, long at) {}

  NodeLooks(Cluster cluster) {
    this.cluster = cluster;
  }

  NodeLook at(String node) {
    var known = looks.get(node);
    if (known != null && System.nanoTime() - known.at() < FRESH) return known.found();
    long at = System.nanoTime();
    var found = cluster.lookAtNode(node);
    looks.put(node, new Look(found, at));
    return found;
  }
}
