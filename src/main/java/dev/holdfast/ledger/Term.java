package dev.holdfast.ledger;

import java.time.Duration;
import java.time.Instant;

/**
 * A time in which some replica led.
 *
 * @param since when it took the lease, by its own clock
 * @param until when it renewed it last
 */
public record Term(Instant since, Instant until) {
  /** What drifts is written after 5 minutes, in a pass that comes every other. */
  private static final Duration SILENT = Duration.ofMinutes(10);

  /**
   * Who led on after it wrote an account had nothing to add; nor had one that led for long and
   * wrote none: its own was the one that it found.
   */
  Ledger vouched(Ledger written) {
    boolean wrote = !written.until().isBefore(since);
    boolean agreed = !until.isBefore(since.plus(SILENT));
    return wrote || agreed ? written.vouchedUntil(until) : written;
  }
}
