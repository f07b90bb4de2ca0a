package dev.holdfast.signal;

import java.time.Duration;
import java.time.Instant;

/** A pod that was asked to go: when we saw that, and how long it may take. */
public record Deleting(Instant since, Duration grace) {
  /** It is not waited for: only finalizers keep its object. */
  public boolean isForced() {
    return grace.isZero();
  }
}
