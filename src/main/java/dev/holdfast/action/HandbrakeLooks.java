package dev.holdfast.action;

import dev.holdfast.health.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Live looks at the emergency stop in one batch: none of its steps is done on an old one. */
final class HandbrakeLooks {
  /** The stop is promised to work within a second. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Handbrake handbrake;
  private final Supplier<Instant> clock;
  private @Nullable Instant lookedAt;
  private Optional<Hold> pulled = Optional.empty();

  HandbrakeLooks(Handbrake handbrake, Supplier<Instant> clock) {
    this.handbrake = handbrake;
    this.clock = clock;
  }

  Optional<Hold> pulled() {
    var now = clock.get();
    if (lookedAt == null || !now.isBefore(lookedAt.plus(FRESH))) {
      pulled = handbrake.pulled();
      lookedAt = now;
    }
    return pulled;
  }
}
