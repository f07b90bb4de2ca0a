package dev.holdfast.ledger;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much downtime an objective allows in its window, and how much of that is left.
 *
 * @param allowed (1 − objective) × window
 * @param left share of it that is not spent; negative when overspent
 * @param exhaustedIn at the pace of the last hour; absent when nothing is spent at that pace
 */
public record ErrorBudget(Duration allowed, double left, @Nullable Duration exhaustedIn) {
  private static final Duration PACE = Duration.ofHours(1);

  /**
   * The budget of the window that ends now.
   *
   * @param objective share of the time, in (0, 1)
   */
  public static ErrorBudget of(Ledger ledger, double objective, Duration window, Instant now) {
    var allowed = scaled(window, 1 - objective);
    var spent = ledger.tally(now.minus(window), now).down();
    double left = 1 - ratio(spent, allowed);
    return new ErrorBudget(allowed, left, exhaustedIn(ledger, allowed.minus(spent), now));
  }

  private static @Nullable Duration exhaustedIn(Ledger ledger, Duration left, Instant now) {
    if (!left.isPositive()) return Duration.ZERO;
    double pace = ratio(ledger.tally(now.minus(PACE), now).down(), PACE);
    return pace == 0 ? null : scaled(left, 1 / pace);
  }

  /** Downtime of a window ÷ what the objective allows in it: 1 spends the budget just in time. */
  public static double burnRate(Ledger ledger, double objective, Duration window, Instant now) {
    return ratio(ledger.tally(now.minus(window), now).down(), window) / (1 - objective);
  }

  private static double ratio(Duration part, Duration whole) {
    return (double) part.toNanos() / whole.toNanos();
  }

  private static Duration scaled(Duration time, double factor) {
    return Duration.ofNanos(Math.round(time.toNanos() * factor));
  }
}
