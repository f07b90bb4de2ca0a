package dev.holdfast.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.Objective;
import dev.holdfast.api.Span;
import dev.holdfast.api.Target;
import dev.holdfast.ledger.Edge;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.Service;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrgencyTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = START.plus(Duration.ofDays(2));

  /** A day at 99 % allows 864 s. */
  private static final Objective OBJECTIVE =
      new Objective(null, Target.parse("99%"), Span.parse("1d"), null);

  @ParameterizedTest(name = "down for {0} s until {1} s ago, then {2}: below {3}, {4} left")
  @CsvSource({
    "0, 0, UP, false, 1.0",
    "432, 3600, UP, false, 0.5",
    "864, 3600, DEGRADED, false, 0.0",
    "1728, 3600, UP, false, -1.0",
    "1728, 90000, UP, false, 1.0",
    "432, 0, DOWN, true, 0.5",
    "432, 0, PLANNED, true, 0.5",
    "432, 0, UNKNOWN, false, 0.5",
  })
  void isReadFromTheAccount(long down, long ago, Service then, boolean below, double left) {
    var end = NOW.minusSeconds(ago);
    var ledger =
        Ledger.opened(START)
            .then(Edge.at(START, Service.UP))
            .then(Edge.at(end.minusSeconds(down), Service.DOWN))
            .then(Edge.at(end, then))
            .vouchedUntil(NOW);
    var urgency = Urgency.of(ledger, OBJECTIVE, NOW);
    assertThat(urgency.belowPromise()).isEqualTo(below);
    assertThat(urgency.budgetLeft()).isEqualTo(left, Offset.offset(1e-6));
  }
}
