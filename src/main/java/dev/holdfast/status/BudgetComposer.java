package dev.holdfast.status;

import dev.holdfast.api.AvailabilityStatus.Budget;
import dev.holdfast.api.AvailabilityStatus.BurnRate;
import dev.holdfast.api.DurationFormat;
import dev.holdfast.api.Objective;
import dev.holdfast.ledger.ErrorBudget;
import dev.holdfast.ledger.Ledger;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** Writes an error budget for people and for those who sort by it. */
final class BudgetComposer {
  /**
   * Those that alerts are made of, each long one with a short one of a twelfth.
   *
   * @see <a href="https://sre.google/workbook/alerting-on-slos/">Google SRE Workbook, table 5-8</a>
   */
  private static final List<Duration> WINDOWS =
      Stream.of("5m", "30m", "1h", "2h", "6h", "1d", "3d").map(DurationFormat::parse).toList();

  private static final int DECIMALS = 2;

  private BudgetComposer() {}

  static Budget compose(Ledger ledger, Objective objective, Instant now) {
    var budget = new ErrorBudget(objective.availability().ratio(), objective.window().value());
    var left = Share.of(budget.left(ledger, now));
    return new Budget(
        new BigDecimal(left).movePointRight(2).stripTrailingZeros().toPlainString() + "%",
        left,
        DurationFormat.format(budget.allowed()),
        budget
            .exhaustedIn(ledger, now)
            .map(time -> DurationFormat.format(time.truncatedTo(ChronoUnit.SECONDS)))
            .orElse(null),
        burning(budget, ledger, now));
  }

  /** None where nothing burns: seven zeros tell nobody anything. */
  private static List<BurnRate> burning(ErrorBudget budget, Ledger ledger, Instant now) {
    var rates = WINDOWS.stream().map(over -> rate(budget, ledger, over, now)).toList();
    return rates.stream().anyMatch(rate -> rate.rate() > 0) ? rates : List.of();
  }

  private static BurnRate rate(ErrorBudget budget, Ledger ledger, Duration over, Instant now) {
    return new BurnRate(
        DurationFormat.format(over), rounded(budget.burnRate(ledger, over, now), DECIMALS));
  }

  private static double rounded(double value, int decimals) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN).doubleValue();
  }
}
