package dev.holdfast.ledger;

import java.time.Instant;

/**
 * A time in which some replica led.
 *
 * @param since when it took the lease, by its own clock
 * @param until when it renewed it last
 */
public record Term(Instant since, Instant until) {
  /**
   * Who led on after it wrote an account had nothing to add. Who wrote nothing may have been unable
   * to, whatever it saw: each leader that can writes once.
   */
  Ledger vouched(Ledger written) {
    return written.until().isBefore(since) ? written : written.vouchedUntil(until);
  }
}
