package dev.holdfast.health;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the node loop remembers between passes.
 *
 * @param zonesLostSince when a zone was first seen lost as a whole, by node policy and zone
 * @param lastMarkAt when a node was last marked, for the brake's pace
 */
public record FleetMemory(
    Map<String, NodeMemory> nodes,
    Map<String, Instant> zonesLostSince,
    @Nullable Instant lastMarkAt) {
  public static final FleetMemory EMPTY = new FleetMemory(Map.of(), Map.of(), null);

  public FleetMemory {
    nodes = Map.copyOf(nodes);
    zonesLostSince = Map.copyOf(zonesLostSince);
  }
}
