package dev.holdfast.health;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the node loop remembers between passes.
 *
 * @param zonesLostSince when a zone was first seen lost as a whole, by node policy and zone
 * @param lastMark the last node that we decided to mark, for the brake's pace
 * @param crowds of nodes that fell silent at once
 * @param losses of nodes, as this replica saw them
 */
public record FleetMemory(
    Map<String, NodeMemory> nodes,
    Map<String, Instant> zonesLostSince,
    @Nullable LastMark lastMark,
    Watch watch,
    Crowds crowds,
    Losses losses) {
  public static final FleetMemory EMPTY =
      new FleetMemory(Map.of(), Map.of(), null, Watch.NEVER, Crowds.NONE, Losses.NONE);

  /** A mark that was decided; that it takes more than one try holds no other node up. */
  public record LastMark(String node, Instant at) {}

  public FleetMemory {
    nodes = Map.copyOf(nodes);
    zonesLostSince = Map.copyOf(zonesLostSince);
  }
}
