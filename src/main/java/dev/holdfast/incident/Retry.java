package dev.holdfast.incident;

import dev.holdfast.health.Hold;
import java.time.Instant;

/** A step was refused: why, when it is tried again, and how often that has happened in a row. */
public record Retry(Hold why, Instant at, int count) {

  public Retry dueAt(Instant then) {
    return new Retry(why, then, count);
  }
}
