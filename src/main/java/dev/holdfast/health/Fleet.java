package dev.holdfast.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All nodes with their verdicts, and the guards that hold: one immutable picture.
 *
 * @param judgedAt when the nodes were looked at
 * @param blindSince from when on nothing in it is sure; absent while it is
 * @param observers what became of their votes, by name
 */
public record Fleet(
    Map<String, NodeHealth> nodes,
    List<Guard> guards,
    Instant judgedAt,
    @Nullable Instant blindSince,
    List<Observation> observers) {
  /** Nodes are judged several times a second; a picture this old has nobody behind it. */
  public static final Duration OUTDATED = Duration.ofSeconds(5);

  /** Before the first pass: nothing is known. */
  public static final Fleet NONE =
      new Fleet(Map.of(), List.of(), Instant.EPOCH, Instant.EPOCH, List.of());

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
    observers = List.copyOf(observers);
  }

  public boolean isOutdated(Instant now) {
    return !now.isBefore(judgedAt.plus(OUTDATED));
  }

  public Optional<NodeHealth> node(String name) {
    return Optional.ofNullable(nodes.get(name));
  }

  public boolean isHealthy(String name) {
    return node(name).filter(NodeHealth::isHealthy).isPresent();
  }
}
