package dev.holdfast.health;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All nodes with their verdicts, and the guards that hold: one immutable picture. */
public record Fleet(Map<String, NodeHealth> nodes, List<Guard> guards) {
  public static final Fleet NONE = new Fleet(Map.of(), List.of());

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
