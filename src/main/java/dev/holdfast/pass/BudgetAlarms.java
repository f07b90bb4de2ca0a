package dev.holdfast.pass;

import dev.holdfast.api.DurationFormat;
import dev.holdfast.api.Objective;
import dev.holdfast.ledger.ErrorBudget;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.notice.About;
import dev.holdfast.notice.Alarm;
import dev.holdfast.notice.AlarmReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Alarms about the error budget: a long window says that it matters, a short one that it goes on.
 *
 * @see <a href="https://sre.google/workbook/alerting-on-slos/">Google SRE Workbook, table 5-8, and
 *     the step of 3 that Sloth adds to it</a>
 */
final class BudgetAlarms {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final List<Burn> FAST =
      List.of(
          new Burn(14.4, HOUR, Duration.ofMinutes(5)),
          new Burn(6, HOUR.multipliedBy(6), Duration.ofMinutes(30)));
  private static final List<Burn> SLOW =
      List.of(
          new Burn(3, DAY, HOUR.multipliedBy(2)),
          new Burn(1, DAY.multipliedBy(3), HOUR.multipliedBy(6)));

  /** Budgets a window at the present rate, over a long and a short time. */
  private record Burn(double rate, Duration over, Duration recently) {
    boolean isReached(ErrorBudget budget, Ledger ledger, Instant now) {
      return budget.burnRate(ledger, over, now) >= rate
          && budget.burnRate(ledger, recently, now) >= rate;
    }

    /** At the latest: it burns at least so fast, and less than all of it may be left. */
    Duration spendsAllWithin(Duration window) {
      return Duration.ofMinutes(Math.round(window.toMinutes() / rate));
    }
  }

  private BudgetAlarms() {}

  static List<Alarm> of(About policy, Objective objective, Ledger ledger, Instant now) {
    var budget = new ErrorBudget(objective.availability().ratio(), objective.window().value());
    var spent = budget.left(ledger, now) <= 0 ? Optional.of(spent(policy, objective)) : none();
    var window = objective.window().value();
    var fast =
        reached(FAST, budget, ledger, now)
            .map(burn -> burning(AlarmReason.BudgetBurningFast, policy, burn, window));
    var slow =
        reached(SLOW, budget, ledger, now)
            .map(burn -> burning(AlarmReason.BudgetBurningSlow, policy, burn, window));
    return Stream.of(spent, fast.or(() -> slow)).flatMap(Optional::stream).toList();
  }

  private static Optional<Alarm> none() {
    return Optional.empty();
  }

  private static Alarm spent(About policy, Objective objective) {
    return Alarm.of(
        AlarmReason.BudgetSpent,
        policy,
        "",
        "it was down for longer than %s allow in %s"
            .formatted(
                objective.availability(), DurationFormat.format(objective.window().value())));
  }

  private static Optional<Burn> reached(
      List<Burn> burns, ErrorBudget budget, Ledger ledger, Instant now) {
    return burns.stream().filter(burn -> burn.isReached(budget, ledger, now)).findFirst();
  }

  private static Alarm burning(AlarmReason reason, About policy, Burn burn, Duration window) {
    var sentence =
        "if it goes on as in the last %s, the error budget of %s is spent within %s"
            .formatted(
                DurationFormat.format(burn.over()),
                DurationFormat.format(window),
                DurationFormat.format(burn.spendsAllWithin(window)));
    return Alarm.of(reason, policy, "", sentence);
  }
}
