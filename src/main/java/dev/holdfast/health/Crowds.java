package dev.holdfast.health;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where so many nodes fell silent to the observers at once that it is rather their own way to them:
 * as long as the leases of these do not say the same, no pod there is lost, and where it is more
 * than a third of all, nothing at all is done about them.
 *
 * @param many when more were silent than may be acted on, by node policy
 * @param third when more than a third were, by node policy
 */
public record Crowds(Map<String, Instant> many, Map<String, Instant> third) {
  public static final Crowds NONE = new Crowds(Map.of(), Map.of());

  /** A crowd comes back one by one, and its last is no crowd: two questions, and votes. */
  static final Duration RETURN = Duration.ofSeconds(5);

  /**
   * One of three zones may go as one. More at one moment hardly ever does, and a part of a cluster
   * that we are cut off from may well have a whole zone in it.
   */
  private static final int THIRD = 3;

  public Crowds {
    many = Map.copyOf(many);
    third = Map.copyOf(third);
  }

  /**
   * After one more look.
   *
   * @param groups all of them
   */
  Crowds next(List<NodeGroup> groups, Instant now) {
    return new Crowds(
        next(many, groups.stream().filter(Crowds::isMany), now),
        next(third, groups.stream().filter(Crowds::isThird), now));
  }

  private static boolean isMany(NodeGroup group) {
    return group.silentToQuorum() > group.limit();
  }

  private static boolean isThird(NodeGroup group) {
    return group.silentToQuorum() * THIRD > group.nodes().size();
  }

  private static Map<String, Instant> next(
      Map<String, Instant> before, Stream<NodeGroup> crowded, Instant now) {
    var next = new HashMap<>(before);
    next.values().removeIf(at -> !now.isBefore(at.plus(RETURN)));
    crowded.forEach(group -> next.put(group.policy().name(), now));
    return next;
  }

  boolean isManyIn(NodeGroup group) {
    return many.containsKey(group.policy().name());
  }

  boolean isThirdOf(NodeGroup group) {
    return third.containsKey(group.policy().name());
  }
}
