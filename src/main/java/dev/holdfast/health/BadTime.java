package dev.holdfast.health;

import static dev.holdfast.signal.Instants.later;

import dev.holdfast.api.ConditionRule;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a condition that matters stood lately, however often it came and went. Time that nobody
 * watched, or in which the node was not heard, counts neither as bad nor as well: what was said
 * before it stays written whatever became of the node.
 *
 * @param slots bad time within the window, by slots that are as long as the rule's {@code for} and
 *     numbered from the epoch: however fast it flaps, these are no more
 * @param seenAt when it was looked at last
 * @param standing it stood then
 * @param unwellAt when it last stood, or the node was not heard
 * @param ill it was bad for as long as the rule says, and not well for long enough since
 */
public record BadTime(
    Map<Long, Duration> slots, Instant seenAt, boolean standing, Instant unwellAt, boolean ill) {
  /**
   * The window, in times of the rule's {@code for}: a node that is bad for more than a tenth of the
   * time is unfit; of one that is so more seldom the bad time is forgotten before it adds up.
   */
  static final int WINDOW = 10;

  public BadTime {
    slots = Map.copyOf(slots);
  }

  /**
   * After one more look, at which it stands.
   *
   * @param since from when on it has been seen standing, without a hole
   * @param heard the node gives signs of life
   */
  static BadTime standing(
      @Nullable BadTime before, ConditionRule rule, Instant since, boolean heard, Instant now) {
    var from = !heard ? now : before == null ? since : later(before.seenAt, since);
    var slots = recent(before == null ? Map.of() : before.slots, rule, now);
    add(slots, rule, from, now, now);
    boolean enough = total(slots).compareTo(rule.standsFor().value()) >= 0;
    return new BadTime(slots, now, true, now, enough || before != null && before.ill);
  }

  /**
   * After one more look, at which it does not stand; empty when nothing is left to remember.
   *
   * @param since from when on it has not been standing
   * @param watchedSince what was before it nobody has seen
   * @param heard the node gives signs of life
   * @param quiet how long it must have been well to count as well
   */
  Optional<BadTime> gone(
      ConditionRule rule,
      Instant since,
      Instant watchedSince,
      boolean heard,
      Duration quiet,
      Instant now) {
    var left = recent(slots, rule, now);
    if (standing) add(left, rule, later(seenAt, watchedSince), since, now);
    var stoodUntil = standing ? later(unwellAt, since) : unwellAt;
    var unwell = heard ? later(stoodUntil, watchedSince) : now;
    boolean stillIll = ill && (!heard || now.isBefore(unwell.plus(quiet)));
    return left.isEmpty() && !stillIll
        ? Optional.empty()
        : Optional.of(new BadTime(left, now, false, unwell, stillIll));
  }

  /** Bad time within the window. */
  Duration total() {
    return total(slots);
  }

  private static Duration total(Map<Long, Duration> slots) {
    return slots.values().stream().reduce(Duration.ZERO, Duration::plus);
  }

  private static Map<Long, Duration> recent(
      Map<Long, Duration> slots, ConditionRule rule, Instant now) {
    var recent = new HashMap<>(slots);
    recent.keySet().removeIf(slot -> slot < oldest(rule, now));
    return recent;
  }

  private static void add(
      Map<Long, Duration> slots, ConditionRule rule, Instant from, Instant until, Instant now) {
    long length = length(rule);
    for (long slot = oldest(rule, now); slot <= slot(rule, now); slot++) {
      var begin = later(from, Instant.ofEpochMilli(slot * length));
      var end = Instant.ofEpochMilli((slot + 1) * length);
      var bad = Duration.between(begin, end.isBefore(until) ? end : until);
      if (bad.isPositive()) slots.merge(slot, bad, Duration::plus);
    }
  }

  private static long oldest(ConditionRule rule, Instant now) {
    return slot(rule, now) - WINDOW + 1;
  }

  private static long slot(ConditionRule rule, Instant at) {
    return Math.floorDiv(at.toEpochMilli(), length(rule));
  }

  /** Also of a rule of no time at all, which older schemas allowed. */
  private static long length(ConditionRule rule) {
    return Math.max(1, rule.standsFor().value().toMillis());
  }
}
