package dev.holdfast.ledger;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How available a workload was in a window. Unwatched time counts neither as up nor as down, but
 * the bounds allow for both: the truth lies between them.
 *
 * @param value share of the watched time in which it was not down; absent when nobody watched
 * @param lower with all doubts of edges, and all unwatched time, held against it
 * @param upper with all of them in its favour
 * @param coverage watched share of the window
 */
public record Availability(
    @Nullable Double value, double lower, double upper, double coverage, Tally tally) {

  /** Of the window that ends now; it begins with the account at the earliest. */
  public static Availability of(Ledger ledger, Duration window, Instant now) {
    var from = now.minus(window);
    return of(ledger.tally(from.isBefore(ledger.since()) ? ledger.since() : from, now));
  }

  static Availability of(Tally tally) {
    var total = tally.total();
    if (total.isZero()) return new Availability(null, 0, 1, 0, tally);
    var observed = tally.observed();
    return new Availability(
        observed.isZero() ? null : 1 - share(tally.down(), observed),
        Math.max(0, 1 - share(tally.downMost().plus(tally.unknown()), total)),
        1 - share(tally.downLeast(), total),
        share(observed, total),
        tally);
  }

  private static double share(Duration part, Duration whole) {
    return (double) part.toNanos() / whole.toNanos();
  }
}
