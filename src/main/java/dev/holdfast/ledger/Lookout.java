package dev.holdfast.ledger;

import dev.holdfast.health.LastSign;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a workload shows.
 *
 * @param desired how many pods are wanted; with none there is no workload
 * @param ready the pods that are ready on nodes that answer, by their uid, and their nodes
 * @param promised how many the policy promises
 * @param silent silent nodes whose pods of it are not available, and the last sign of each
 * @param nodes that hold pods of it
 * @param maintained nodes that somebody does maintenance on
 * @param heard when that of the ready pods' nodes was heard which was not for the longest; absent
 *     without any
 * @param blindSince from when on our evidence is void; absent while it is good
 */
public record Lookout(
    int desired,
    Map<String, String> ready,
    int promised,
    Map<String, LastSign> silent,
    Set<String> nodes,
    Set<String> maintained,
    @Nullable Instant heard,
    @Nullable Instant blindSince) {
  public Lookout {
    ready = Map.copyOf(ready);
    silent = Map.copyOf(silent);
    nodes = Set.copyOf(nodes);
    maintained = Set.copyOf(maintained);
  }

  Margin pods() {
    return new Margin(ready.size() - promised, ready.size() - desired, 0);
  }
}
