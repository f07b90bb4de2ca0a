package dev.holdfast.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.AvailabilityStatus.BurnRate;
import dev.holdfast.api.Objective;
import dev.holdfast.ledger.Edge;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.Service;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** An error budget as people read it. */
class BudgetComposerTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant START = NOW.minus(Duration.ofDays(30));

  @Test
  void withNothingSpentAllIsLeftAndNothingBurns() {
    var budget = BudgetComposer.compose(up().vouchedUntil(NOW), Objective.DEFAULT, NOW);

    assertThat(budget.left()).isEqualTo("100%");
    assertThat(budget.leftRatio()).isEqualTo("1");
    assertThat(budget.allowed()).isEqualTo("43m12s");
    assertThat(budget.exhaustedIn()).isNull();
    assertThat(budget.burnRates()).isEmpty();
  }

  @Test
  void whatWasSpentAnHourAgoBurnsInTheLongerWindows() {
    var down = NOW.minus(Duration.ofMinutes(90));
    var budget = BudgetComposer.compose(outage(down, 216), Objective.DEFAULT, NOW);

    assertThat(budget.left()).isEqualTo("91.67%");
    assertThat(budget.burnRates())
        .extracting(BurnRate::over)
        .containsExactly("5m", "30m", "1h", "2h", "6h", "1d", "3d");
    assertThat(budget.burnRates())
        .extracting(BurnRate::rate)
        .containsExactly(0.0, 0.0, 0.0, 30.0, 10.0, 2.5, 0.83);
  }

  @Test
  void whatIsOverspentIsNegativeAndIsExhaustedNow() {
    var budget =
        BudgetComposer.compose(
            outage(NOW.minus(Duration.ofHours(2)), 3888), Objective.DEFAULT, NOW);

    assertThat(budget.left()).isEqualTo("-50%");
    assertThat(budget.leftRatio()).isEqualTo("-0.5");
    assertThat(budget.exhaustedIn()).isEqualTo("0s");
  }

  private static Ledger up() {
    return Ledger.opened(START).then(Edge.at(START, Service.UP));
  }

  private static Ledger outage(Instant start, long seconds) {
    return up().then(Edge.at(start, Service.DOWN))
        .then(Edge.at(start.plusSeconds(seconds), Service.UP))
        .vouchedUntil(NOW);
  }
}
