package dev.holdfast.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an incident stands on its ladder.
 *
 * @param rung index of the rung, from 0
 * @param attempts made on this rung
 * @param deadline until when the last attempt may still succeed; absent before the first
 * @param exhaustions how often the whole ladder was tried in vain
 * @param backOffUntil nothing is tried before; absent unless exhausted
 */
public record LadderPosition(
    int rung,
    int attempts,
    @Nullable Instant deadline,
    int exhaustions,
    @Nullable Instant backOffUntil) {
  public static final LadderPosition BOTTOM = new LadderPosition(0, 0, null, 0, null);

  public LadderPosition at(int newRung) {
    return newRung == rung
        ? this
        : new LadderPosition(newRung, 0, deadline, exhaustions, backOffUntil);
  }

  public LadderPosition attempted(Instant newDeadline) {
    return new LadderPosition(rung, attempts + 1, newDeadline, exhaustions, null);
  }

  public LadderPosition exhausted(Instant until) {
    return new LadderPosition(0, 0, null, exhaustions + 1, until);
  }

  /** The same place, with nothing pending: for a slot that falls ill again. */
  public LadderPosition resumed() {
    return new LadderPosition(rung, attempts, null, exhaustions, backOffUntil);
  }

  /** The last attempt has time until then. */
  public LadderPosition endingAt(Instant newDeadline) {
    return new LadderPosition(rung, attempts, newDeadline, exhaustions, backOffUntil);
  }

  /** Nothing is tried before then. */
  public LadderPosition backingOffUntil(Instant until) {
    return new LadderPosition(rung, attempts, deadline, exhaustions, until);
  }

  public boolean isWaiting(Instant now) {
    return deadline != null && now.isBefore(deadline);
  }
}
