package dev.holdfast.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a workload shows.
 *
 * @param desired how many pods are wanted; with none there is no workload
 * @param ready how many are ready on nodes that answer
 * @param promised how many the policy promises
 * @param silent silent nodes whose pods of it are not available, and when each was last heard
 * @param nodes that hold pods of it
 * @param maintained nodes that somebody does maintenance on
 * @param blindSince from when on our evidence is void; absent while it is good
 */
public record Lookout(
    int desired,
    int ready,
    int promised,
    Map<String, Instant> silent,
    Set<String> nodes,
    Set<String> maintained,
    @Nullable Instant blindSince) {
  public Lookout {
    silent = Map.copyOf(silent);
    nodes = Set.copyOf(nodes);
    maintained = Set.copyOf(maintained);
  }
}
