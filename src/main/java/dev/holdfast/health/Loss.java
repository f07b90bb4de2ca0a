package dev.holdfast.health;

import java.time.Duration;
import java.time.Instant;

/**
 * A node that was found lost.
 *
 * @param heardAt its last sign of life
 * @param knownAt when the verdict was reached
 */
public record Loss(String node, Instant heardAt, Instant knownAt) {

  public Duration detection() {
    return Duration.between(heardAt, knownAt);
  }
}
