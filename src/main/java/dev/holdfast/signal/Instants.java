package dev.holdfast.signal;

import java.time.Instant;

/** The order of two moments. */
public final class Instants {
  private Instants() {}

  public static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  public static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
