package dev.holdfast.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node's last sign of life. Where its host went, that was between the two moments.
 *
 * @param heardAt when it came
 * @param missedAt by when the next one had not come to a quorum of observers; absent where only the
 *     lease tells
 */
public record LastSign(Instant heardAt, @Nullable Instant missedAt) {
  public static LastSign ofLease(Instant renewedAt) {
    return new LastSign(renewedAt, null);
  }
}
