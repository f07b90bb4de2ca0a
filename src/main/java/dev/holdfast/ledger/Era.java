package dev.holdfast.ledger;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** The times that a status can tell of; what lies beyond was garbled, or forged. */
public final class Era {
  /** A clock that says less than that takes no API server's certificate for valid. */
  private static final Instant BEGIN = Instant.parse("2020-01-01T00:00:00Z");

  /** What comes after that has more digits than RFC 3339 has room for. */
  private static final Instant END = Instant.parse("9999-12-31T23:59:59.999Z");

  private Era() {}

  /**
   * Reads an instant as a status has it.
   *
   * @throws IllegalArgumentException when it is none, or no status can tell of it
   */
  public static Instant parse(String text) {
    try {
      return within(Instant.parse(text));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  static Instant ofEpochMilli(long millis) {
    return within(Instant.ofEpochMilli(millis));
  }

  static Instant after(Instant before, long millis) {
    return within(before.plus(span(millis)));
  }

  /** No two of its instants are further apart. */
  static Duration span(long millis) {
    var span = Duration.ofMillis(millis);
    if (span.isNegative() || span.compareTo(Duration.between(BEGIN, END)) > 0) {
      throw new IllegalArgumentException("a time of " + span);
    }
    return span;
  }

  static Instant within(Instant moment) {
    if (moment.isBefore(BEGIN) || moment.isAfter(END)) {
      throw new IllegalArgumentException(moment + " is not from " + BEGIN + " to " + END);
    }
    return moment;
  }
}
