package dev.holdfast.accuracy;

import dev.holdfast.accuracy.Operator.Reading;
import dev.holdfast.ledger.Availability;
import java.time.Duration;

/**
 * One window of one history, as the account has it and as it was.
 *
 * @param total its length in milliseconds; no longer than the account
 * @param down how much of it the workload was down
 * @param edges begins and ends of outages in it
 * @param hostEdges how many of those are losses of hosts
 */
record Sample(
    Recipe recipe,
    long seed,
    Duration window,
    long at,
    boolean isAtTheEnd,
    long total,
    long down,
    long edges,
    long hostEdges,
    Availability seen) {
  /** Doubles carry 16 digits; a millisecond of a month is 4e-10. */
  private static final double ROUNDING = 1e-12;

  /** The doubt of a pod's edge: what evidence of it takes at most. */
  private static final double POD_DOUBT = 1_000;

  /** The doubt of a lost host: a renewal of its lease, the way of two of them, and the jitter. */
  private static final double LEASE_DOUBT = 11_400;

  /** Where observers ask it: a question, the next one of each, and the way. */
  private static final double OBSERVED_DOUBT = 4_000;

  static Sample of(Recipe recipe, World world, Truth truth, Reading reading, Duration window) {
    var ledger = reading.ledger();
    long since = Duration.between(Observer.START, ledger.since()).toMillis();
    long from = Math.max(since, reading.at() - window.toMillis());
    return new Sample(
        recipe,
        world.seed,
        window,
        reading.at(),
        reading.at() == world.end,
        reading.at() - from,
        truth.downWithin(from, reading.at()),
        truth.edges(from, reading.at()),
        truth.hostEdges(world, from, reading.at()),
        Availability.of(ledger, window, Observer.instant(reading.at())));
  }

  double truth() {
    return 1 - (double) down / total;
  }

  boolean isOutside() {
    return truth() < seen.lower() - ROUNDING || truth() > seen.upper() + ROUNDING;
  }

  double width() {
    return seen.upper() - seen.lower();
  }

  /** Against the share of the time that was watched; infinite when none was. */
  double error() {
    var value = seen.value();
    return value == null ? Double.POSITIVE_INFINITY : Math.abs(value - truth());
  }

  boolean isWatched() {
    return seen.tally().unknown().isZero();
  }

  /** Twice the doubt of each edge, and that of what both ends of the window cut. */
  double widthAllowed() {
    double doubt = (edges - hostEdges + 2) * POD_DOUBT + hostEdges * hostDoubt();
    return 2 * doubt / total;
  }

  private double hostDoubt() {
    return recipe.observed() ? OBSERVED_DOUBT : LEASE_DOUBT;
  }

  @Override
  public String toString() {
    return "%s, SEED=%d, %s before %d ms: truth %.9f, value %s, bounds %.9f to %.9f, coverage %.6f"
        .formatted(
            recipe,
            seed,
            window,
            at,
            truth(),
            seen.value(),
            seen.lower(),
            seen.upper(),
            seen.coverage());
  }
}
