package dev.holdfast.action;

import dev.holdfast.action.Cluster.NodeLook;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Live looks at nodes for one batch of steps: a look serves all pods of the node for a second. */
final class NodeLooks {
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Cluster cluster;
  private final Supplier<Instant> clock;
  private final Map<String, Look> looks = new HashMap<>();

  private record Look(NodeLook found, Instant at) {}

  NodeLooks(Cluster cluster, Supplier<Instant> clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  NodeLook at(String node) {
    var now = clock.get();
    var known = looks.get(node);
    if (known != null && now.isBefore(known.at().plus(FRESH))) return known.found();
    var found = cluster.lookAtNode(node);
    looks.put(node, new Look(found, now));
    return found;
  }
}
