package dev.holdfast.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Where so many nodes fell silent to the observers at once that it is rather their own way to them:
 * as long as the leases of these do not say the same, nothing is done about them.
 *
 * @param seenAt when it was last so, by node policy
 */
public record Crowds(Map<String, Instant> seenAt) {
  public static final Crowds NONE = new Crowds(Map.of());

  /** A crowd comes back one by one, and its last is no crowd: two questions, and votes. */
  static final Duration RETURN = Duration.ofSeconds(5);

  public Crowds {
    seenAt = Map.copyOf(seenAt);
  }

  Crowds next(Collection<String> crowded, Instant now) {
    var next = new HashMap<>(seenAt);
    next.values().removeIf(at -> !now.isBefore(at.plus(RETURN)));
    crowded.forEach(policy -> next.put(policy, now));
    return new Crowds(next);
  }

  boolean isIn(NodeGroup group) {
    return seenAt.containsKey(group.policy().name());
  }
}
