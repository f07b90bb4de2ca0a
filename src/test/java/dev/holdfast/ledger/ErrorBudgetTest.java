package dev.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The budget against its closed forms: (1 - target) of the window, less what was down in it. */
class ErrorBudgetTest {
  private static final Duration MONTH = Duration.ofDays(30);
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final double EXACT = 1e-9;

  @ParameterizedTest
  @CsvSource({"0.999, 2592000", "0.9995, 1296000", "0.9999, 259200", "0.99999, 25920"})
  void whatIsAllowedIsWhatTheObjectiveLeaves(double target, long millis) {
    assertThat(new ErrorBudget(target, MONTH).allowed()).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest(name = "{0} s at {1} spend {2} of it")
  @CsvSource({"347, 0.999, 0.134", "347, 0.9999, 1.339", "55, 0.9995, 0.042", "5, 0.999, 0.002"})
  void anOutageSpendsItsShare(long seconds, double target, double spent) {
    var budget = new ErrorBudget(target, MONTH);
    var ledger = downFor(Duration.ofSeconds(seconds), Duration.ofDays(3));

    assertThat(1 - budget.left(ledger, NOW)).isCloseTo(spent, within(0.0005));
  }

  @Test
  void aTotalOutageBurnsAsManyBudgetsAsTheTargetLeavesNoRoomFor() {
    var ledger = downFor(Duration.ofMinutes(5), Duration.ofMinutes(5));
    var budget = new ErrorBudget(0.999, MONTH);

    assertThat(budget.burnRate(ledger, Duration.ofMinutes(5), NOW)).isCloseTo(1000, within(1e-6));
    assertThat(budget.burnRate(ledger, Duration.ofHours(1), NOW))
        .isCloseTo(1000.0 / 12, within(1e-6));
  }

  /** 2 % of the budget of a month in an hour: what people are paged for. */
  @Test
  void fourteenPointFourTimesIsTwoPercentOfAMonthInAnHour() {
    var budget = new ErrorBudget(0.999, MONTH);
    var ledger = downFor(Duration.ofMillis(51_840), Duration.ofMinutes(30));

    assertThat(budget.burnRate(ledger, Duration.ofHours(1), NOW)).isCloseTo(14.4, within(EXACT));
    assertThat(1 - budget.left(ledger, NOW)).isCloseTo(0.02, within(EXACT));
    assertThat(budget.exhaustedIn(ledger, NOW))
        .contains(Duration.ofSeconds(Math.round(0.98 / 14.4 * MONTH.toSeconds())));
  }

  @Test
  void withoutAnyDowntimeAllIsLeftAndNothingEnds() {
    var ledger = Ledger.opened(NOW.minus(MONTH)).then(Edge.at(NOW.minus(MONTH), Service.UP));
    var budget = new ErrorBudget(0.999, MONTH);

    assertThat(budget.left(ledger.vouchedUntil(NOW), NOW)).isEqualTo(1);
    assertThat(budget.exhaustedIn(ledger.vouchedUntil(NOW), NOW)).isEmpty();
  }

  @Test
  void whatIsOverspentIsNegativeAndExhaustedNow() {
    var ledger = downFor(Duration.ofHours(2), Duration.ofDays(1));
    var budget = new ErrorBudget(0.999, MONTH);

    assertThat(budget.left(ledger, NOW)).isNegative();
    assertThat(budget.exhaustedIn(ledger, NOW)).contains(Duration.ZERO);
  }

  @Test
  void plannedAndUnwatchedTimeSpendNothing() {
    var ledger =
        Ledger.opened(NOW.minus(MONTH))
            .then(Edge.at(NOW.minus(MONTH), Service.UP))
            .then(Edge.at(NOW.minusSeconds(600), Service.PLANNED))
            .then(Edge.at(NOW.minusSeconds(300), Service.UP))
            .vouchedUntil(NOW)
            .unwatched(NOW.minusSeconds(100), NOW.minusSeconds(50));

    assertThat(new ErrorBudget(0.999, MONTH).left(ledger, NOW)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "-0.1", "1.1", "NaN"})
  void aTargetOfNothingOrAllIsNone(double target) {
    assertThatThrownBy(() -> new ErrorBudget(target, MONTH))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Ledger downFor(Duration time, Duration ago) {
    var start = NOW.minus(ago);
    return Ledger.opened(NOW.minus(MONTH))
        .then(Edge.at(NOW.minus(MONTH), Service.UP))
        .then(Edge.at(start, Service.DOWN))
        .then(Edge.at(start.plus(time), Service.UP))
        .vouchedUntil(NOW);
  }
}
