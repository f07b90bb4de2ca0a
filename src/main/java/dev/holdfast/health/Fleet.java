package dev.holdfast.health;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All nodes with their verdicts, and the guards that hold: one immutable picture.
 *
 * @param blindSince from when on nothing in it is sure; absent while it is
 */
public record Fleet(
    Map<String, NodeHealth> nodes, List<Guard> guards, @Nullable Instant blindSince) {
  /** Before the first pass: nothing is known. */
  public static final Fleet NONE = new Fleet(Map.of(), List.of(), Instant.EPOCH);

  /**
   * A guard that holds.
   *
   * @param name its CamelCase name
   * @param scope the node policy or zone that it is about; empty for the whole cluster
   */
  public record Guard(String name, String scope, String message) {}

  public Fleet {
    nodes = Map.copyOf(nodes);
    guards = List.copyOf(guards);
  }

  public Optional<NodeHealth> node(String name) {
    return Optional.ofNullable(nodes.get(name));
  }

  public boolean isHealthy(String name) {
    return node(name).filter(NodeHealth::isHealthy).isPresent();
  }
}
