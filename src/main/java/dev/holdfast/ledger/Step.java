package dev.holdfast.ledger;

import static dev.holdfast.signal.Instants.later;

import java.time.Instant;

/**
 * Pods came or went, or more or fewer are wanted: nobody saw when, only that it was in between.
 * Each part of it may have come at a time of its own.
 */
record Step(Instant earliest, Instant latest, Margin by) {
  Instant likely() {
    return new Edge(earliest, latest, Service.UNKNOWN).moment();
  }

  /** As if it had not begun before; nor ended, where another replica's clock was ahead of ours. */
  Step noSoonerThan(Instant start) {
    return earliest.isBefore(start) ? new Step(start, later(start, latest), by) : this;
  }
}
