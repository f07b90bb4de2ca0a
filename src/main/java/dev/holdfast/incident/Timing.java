package dev.holdfast.incident;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long each phase of a recovery took; their sum is the outage. */
public record Timing(Duration detect, Duration decide, Duration act, Duration ready) {

  public static Timing of(Phases phases) {
    var decided = or(phases.decidedAt(), phases.detectedAt());
    var acted = or(phases.actedAt(), decided);
    return new Timing(
        between(phases.since(), phases.detectedAt()),
        between(phases.detectedAt(), decided),
        between(decided, acted),
        between(acted, or(phases.readyAt(), acted)));
  }

  public Duration total() {
    return detect.plus(decide).plus(act).plus(ready);
  }

  private static Instant or(@Nullable Instant moment, Instant otherwise) {
    return moment == null ? otherwise : moment;
  }

  /** A replacement may be ready before its order was answered: that took no time. */
  private static Duration between(Instant from, Instant to) {
    return to.isAfter(from) ? Duration.between(from, to) : Duration.ZERO;
  }
}
