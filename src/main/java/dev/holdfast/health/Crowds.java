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

  public Crowds {
    many = Map.copyOf(many);
    third = Map.copyOf(third);
  }

  /**
   * After one more look.
   *
   * @param brakes of all groups
   */
  Crowds next(List<Brake> brakes, Instant now) {
    return new Crowds(
        next(many, brakes.stream().filter(Brake::isExceededBySilence), now),
        next(third, brakes.stream().filter(Brake::isCrowd), now));
  }

  private static Map<String, Instant> next(
      Map<String, Instant> before, Stream<Brake> crowded, Instant now) {
    var next = new HashMap<>(before);
    next.values().removeIf(at -> !now.isBefore(at.plus(RETURN)));
    crowded.forEach(brake -> next.put(brake.group().policy().name(), now));
    return next;
  }

  boolean isManyIn(NodeGroup group) {
    return many.containsKey(group.policy().name());
  }

  boolean isThirdOf(NodeGroup group) {
    return third.containsKey(group.policy().name());
  }
}
