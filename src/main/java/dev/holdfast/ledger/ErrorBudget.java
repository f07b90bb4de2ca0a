package dev.holdfast.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The downtime that an availability objective allows, and how fast it is being spent. Planned and
 * unwatched time spend nothing.
 *
 * @param target the promised share of the window, above 0 and below 1
 * @see <a href="https://sre.google/workbook/alerting-on-slos/">Google SRE Workbook, Alerting on
 *     SLOs</a>
 */
public record ErrorBudget(double target, Duration window) {
  /** What is going on now, over a time in which one restart is no trend. */
  private static final Duration TREND = Duration.ofHours(1);

  public ErrorBudget {
    if (!(target > 0 && target < 1)) throw new IllegalArgumentException("target " + target);
  }

  /** All of it, in one window. */
  public Duration allowed() {
    return Duration.ofNanos(Math.round((1 - target) * window.toNanos()));
  }

  /** The share that is not spent; negative when more was spent than is allowed. */
  public double left(Ledger ledger, Instant now) {
    return 1 - share(down(ledger, window, now), allowed());
  }

  /** How many budgets would be spent in a window that is all like the time just passed. */
  public double burnRate(Ledger ledger, Duration over, Instant now) {
    return share(down(ledger, over, now), over) / (1 - target);
  }

  /** When nothing is left if it goes on like in the last hour; empty if nothing is being spent. */
  public Optional<Duration> exhaustedIn(Ledger ledger, Instant now) {
    double left = left(ledger, now);
    if (left <= 0) return Optional.of(Duration.ZERO);
    double rate = burnRate(ledger, TREND, now);
    if (rate == 0) return Optional.empty();
    return Optional.of(Duration.ofSeconds(Math.round(left / rate * window.toSeconds())));
  }

  private static Duration down(Ledger ledger, Duration over, Instant now) {
    return ledger.tally(now.minus(over), now).down();
  }

  private static double share(Duration part, Duration whole) {
    return (double) part.toNanos() / whole.toNanos();
  }
}
