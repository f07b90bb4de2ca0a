package dev.holdfast.status;

import dev.holdfast.api.AvailabilityStatus;
import dev.holdfast.api.AvailabilityStatus.Window;
import dev.holdfast.api.DurationFormat;
import dev.holdfast.api.Objective;
import dev.holdfast.ledger.Availability;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.Service;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Writes an account for people. */
final class AccountComposer {
  private AccountComposer() {}

  static AvailabilityStatus compose(Ledger ledger, Objective objective, Instant now) {
    var word = word(ledger.recent().last());
    if (!ledger.isBegun()) return AvailabilityStatus.notBegun(word);
    return new AvailabilityStatus(
        word,
        ledger.since().truncatedTo(ChronoUnit.SECONDS).toString(),
        window(ledger, Duration.ofHours(1), now),
        window(ledger, Duration.ofDays(1), now),
        window(ledger, Duration.ofDays(7), now),
        window(ledger, Duration.ofDays(30), now),
        window(ledger, objective.window().value(), now),
        BudgetComposer.compose(ledger, objective, now));
  }

  private static String word(Service service) {
    return switch (service) {
      case UP -> "Up";
      case DEGRADED -> "Degraded";
      case PLANNED -> "Planned";
      case DOWN -> "Down";
      case UNKNOWN -> "Unknown";
    };
  }

  private static Window window(Ledger ledger, Duration length, Instant now) {
    var a = Availability.of(ledger, length, now);
    var tally = a.tally();
    return new Window(
        a.value() == null ? null : Percent.of(a.value(), RoundingMode.HALF_EVEN),
        Percent.of(a.lower(), RoundingMode.FLOOR),
        Percent.of(a.upper(), RoundingMode.CEILING),
        Percent.of(a.coverage(), RoundingMode.FLOOR),
        some(tally.down()),
        some(tally.planned()),
        some(tally.degraded()),
        some(tally.unknown()));
  }

  private static @Nullable String some(Duration time) {
    var seconds = time.plusMillis(500).truncatedTo(ChronoUnit.SECONDS);
    return seconds.isZero() ? null : DurationFormat.format(seconds);
  }
}
