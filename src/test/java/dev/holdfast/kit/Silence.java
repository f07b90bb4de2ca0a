package dev.holdfast.kit;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time in which nothing came back from a host, whoever asked: its power or its link was gone.
 *
 * @param to when it was heard again; null while it is silent
 */
public record Silence(String host, Instant from, @Nullable Instant to) {

  /** It was silent at that moment, and had been for so long. */
  public boolean lastedFor(Duration time, Instant moment) {
    return !moment.isBefore(from.plus(time)) && (to == null || moment.isBefore(to));
  }
}
