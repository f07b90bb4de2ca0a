package dev.holdfast.ops;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Booked downtime that never falls. An account may book less than before, where time turns out to
 * be unwatched or is too long ago to be kept; a counter that falls would be taken for a restart,
 * and all that it shows for new.
 */
final class Downtime {
  private final Map<String, Shown> byPolicy = new HashMap<>();

  private record Shown(Duration booked, Duration shown) {
    Shown next(Duration now) {
      var more = now.minus(booked);
      return new Shown(now, more.isNegative() ? shown : shown.plus(more));
    }
  }

  /** What to show for it now: the rises of what was booked, from the first that was seen on. */
  Duration booked(String policy, Duration now) {
    return byPolicy.merge(policy, new Shown(now, now), (before, fresh) -> before.next(now)).shown();
  }

  /** Forgets all others. */
  void keep(Collection<String> policies) {
    byPolicy.keySet().retainAll(policies);
  }
}
