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

  /**
   * It lasted so long, and until that moment or almost.
   *
   * @param unseen so long after its end nobody may know of that yet
   */
  public boolean lastedFor(Duration time, Instant moment, Duration unseen) {
    var end = to == null || moment.isBefore(to) ? moment : to;
    boolean isNow = end.equals(moment) || moment.isBefore(end.plus(unseen));
    return isNow && !end.isBefore(from.plus(time));
  }
}
