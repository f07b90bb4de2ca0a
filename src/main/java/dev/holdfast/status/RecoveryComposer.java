package dev.holdfast.status;

import dev.holdfast.api.DurationFormat;
import dev.holdfast.api.Objective;
import dev.holdfast.api.RecoveryStatus;
import dev.holdfast.api.RecoveryStatus.Between;
import dev.holdfast.api.RecoveryStatus.Spread;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.incident.Timing;
import dev.holdfast.ledger.FailureInterval;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.Recoveries;
import dev.holdfast.ledger.Survival;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes for people how well recovery works. */
final class RecoveryComposer {
  private static final double MOST = 0.95;
  private static final double HALF = 0.5;
  private static final double MILLIS = 1000;

  private RecoveryComposer() {}

  /** Absent before the first fault. */
  static @Nullable RecoveryStatus compose(
      PolicyMemory memory, Ledger ledger, Objective objective, Instant now) {
    var window = objective.window().value();
    var all = Recoveries.of(memory, objective.recoveryTime().value(), window, now);
    return all.faults() == 0 && all.falseActs() == 0
        ? null
        : compose(all, interval(memory, ledger, objective, now));
  }

  /** Where faults are missing from the history, only the time since then was observed. */
  private static FailureInterval interval(
      PolicyMemory memory, Ledger ledger, Objective objective, Instant now) {
    var start = memory.history().completeSince(now.minus(objective.window().value()));
    var time = Duration.between(start, now);
    var since = Recoveries.of(memory, objective.recoveryTime().value(), time, now);
    return new FailureInterval(available(ledger, start, now), since.faults());
  }

  private static RecoveryStatus compose(Recoveries all, FailureInterval interval) {
    var range = all.interval();
    return new RecoveryStatus(
        all.rate().isEmpty() ? null : Percent.of(all.rate().getAsDouble(), RoundingMode.FLOOR),
        all.rate().isEmpty() ? null : Share.of(all.rate().getAsDouble()),
        range.map(r -> Percent.of(r.lower(), RoundingMode.FLOOR)).orElse(null),
        range.map(r -> Percent.of(r.upper(), RoundingMode.CEILING)).orElse(null),
        all.judged(),
        all.inTime(),
        all.failed(),
        all.selfHealed(),
        all.byOthers(),
        all.ongoing().size(),
        all.falseActs(),
        mttr(all),
        spread(all.totals()),
        spread(all, Timing::detect),
        spread(all, Timing::decide),
        spread(all, Timing::act),
        spread(all, Timing::ready),
        between(interval));
  }

  private static Duration available(Ledger ledger, Instant start, Instant now) {
    var tally = ledger.tally(start, now);
    return tally.up().plus(tally.degraded());
  }

  private static @Nullable String mttr(Recoveries all) {
    int completed = all.recovered().size();
    if (completed == 0) return null;
    return DurationFormat.format(tenths(all.spent().dividedBy(completed)));
  }

  /** Tenths of a second, of what lasts longer than ten of them whole seconds. */
  private static Duration tenths(Duration time) {
    return time.toSeconds() >= 10
        ? time.truncatedTo(ChronoUnit.SECONDS)
        : Duration.ofMillis(time.toMillis() / 100 * 100);
  }

  private static @Nullable Spread spread(Recoveries all, Function<Timing, Duration> phase) {
    return spread(new Survival(all.recovered().stream().map(phase).toList(), List.of()));
  }

  private static @Nullable Spread spread(Survival times) {
    if (times.max().isEmpty()) return null;
    return new Spread(
        seconds(times.quantile(HALF)), seconds(times.quantile(MOST)), seconds(times.max()));
  }

  private static @Nullable Double seconds(Optional<Duration> time) {
    return time.map(t -> t.toMillis() / MILLIS).orElse(null);
  }

  private static @Nullable Between between(FailureInterval interval) {
    if (interval.observed().isZero()) return null;
    return new Between(
        interval.mean().isEmpty() ? null : minutes(interval.mean().getAsDouble()),
        minutes(interval.least()),
        interval.most().isEmpty() ? null : minutes(interval.most().getAsDouble()));
  }

  /** Nobody knows it better than that. */
  private static String minutes(double seconds) {
    var time = Duration.ofSeconds(Math.round(seconds));
    return DurationFormat.format(time.toHours() > 1 ? time.truncatedTo(ChronoUnit.MINUTES) : time);
  }
}
