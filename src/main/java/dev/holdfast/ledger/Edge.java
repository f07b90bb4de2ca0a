package dev.holdfast.ledger;

import static dev.holdfast.signal.Instants.later;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A change of service that nobody saw happen: it lies between the last sign of the old state and
 * the first sign of the new one.
 *
 * @param earliest the last sign of the old state
 * @param latest the first sign of the new state
 */
public record Edge(Instant earliest, Instant latest, Service to) {
  /** Milliseconds are kept: finer than any of our evidence, and short to write. */
  public Edge {
    earliest = earliest.truncatedTo(ChronoUnit.MILLIS);
    latest = latest.truncatedTo(ChronoUnit.MILLIS);
    if (earliest.isAfter(latest)) {
      throw new IllegalArgumentException(earliest + " is after " + latest);
    }
  }

  /** One that was seen to happen. */
  public static Edge at(Instant moment, Service to) {
    return new Edge(moment, moment, to);
  }

  /** Where it is booked: the guess that is wrong by the least. */
  Instant moment() {
    return earliest.plusMillis(doubt().toMillis() / 2);
  }

  Duration doubt() {
    return Duration.between(earliest, latest);
  }

  /** What is left of it before an instant that it did not begin after. */
  Edge noLaterThan(Instant end) {
    return latest.isAfter(end) ? new Edge(earliest, end, to) : this;
  }

  /** What is left of it after an instant that it did not end before. */
  Edge noSoonerThan(Instant start) {
    return earliest.isBefore(start) ? new Edge(start, latest, to) : this;
  }

  /** Not before another one, which came first. */
  Edge notBefore(Edge other) {
    if (!earliest.isBefore(other.earliest) && !latest.isBefore(other.latest)) return this;
    return new Edge(later(earliest, other.earliest), later(latest, other.latest), to);
  }
}
