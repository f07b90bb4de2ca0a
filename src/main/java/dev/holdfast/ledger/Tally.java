package dev.holdfast.ledger;

import java.time.Duration;

/**
 * How much of a window a workload spent in each state.
 *
 * @param down where each edge is booked in the middle of its doubt
 * @param downLeast the least that the edges allow
 * @param downMost the most that they allow
 */
public record Tally(
    Duration up,
    Duration degraded,
    Duration planned,
    Duration down,
    Duration downLeast,
    Duration downMost,
    Duration unknown) {
  private static final Duration ZERO = Duration.ZERO;

  public static final Tally NOTHING = new Tally(ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO);

  /** All of it in one state, with no doubt. */
  static Tally of(Service service, Duration time) {
    return of(service, time, time, time);
  }

  static Tally of(Service service, Duration time, Duration least, Duration most) {
    return switch (service) {
      case UP -> new Tally(time, ZERO, ZERO, ZERO, ZERO, ZERO, ZERO);
      case DEGRADED -> new Tally(ZERO, time, ZERO, ZERO, ZERO, ZERO, ZERO);
      case PLANNED -> new Tally(ZERO, ZERO, time, ZERO, ZERO, ZERO, ZERO);
      case DOWN -> new Tally(ZERO, ZERO, ZERO, time, least, most, ZERO);
      case UNKNOWN -> new Tally(ZERO, ZERO, ZERO, ZERO, ZERO, ZERO, time);
    };
  }

  public Tally plus(Tally more) {
    return new Tally(
        up.plus(more.up),
        degraded.plus(more.degraded),
        planned.plus(more.planned),
        down.plus(more.down),
        downLeast.plus(more.downLeast),
        downMost.plus(more.downMost),
        unknown.plus(more.unknown));
  }

  /** The time that somebody watched. */
  public Duration observed() {
    return up.plus(degraded).plus(planned).plus(down);
  }

  public Duration total() {
    return observed().plus(unknown);
  }

  /** Where doubts of edges overlap, some time counts twice; but no more of it than there is. */
  Tally downAtMost(Duration time) {
    return downMost.compareTo(time) <= 0
        ? this
        : new Tally(up, degraded, planned, down, downLeast, time, unknown);
  }

  /**
   * Of a part of the time that this sums up, wherever in it that part lies: all that was unwatched
   * may lie in it, and all that was down. What is more than its share of the unwatched time counts
   * as doubt whether it was down.
   */
  Tally part(Duration part, Duration whole) {
    var rest = whole.minus(part);
    var unwatched = share(unknown, part, whole);
    return new Tally(
        share(up, part, whole),
        share(degraded, part, whole),
        share(planned, part, whole),
        share(down, part, whole),
        positive(downLeast.minus(rest)),
        positive(shorter(part, downMost.plus(unknown)).minus(unwatched)),
        unwatched);
  }

  private static Duration share(Duration time, Duration part, Duration whole) {
    return Duration.ofNanos(Math.round((double) time.toNanos() * part.toNanos() / whole.toNanos()));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static Duration positive(Duration time) {
    return time.isNegative() ? ZERO : time;
  }
}
