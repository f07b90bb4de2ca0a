package dev.holdfast.incident;

import java.time.Instant;

/** What became of an intent. A call without an answer may have happened: that is Unknown. */
public sealed interface Outcome {
  Intent intent();

  record Done(Intent intent, Instant at) implements Outcome {}

  /**
   * Not done, for sure.
   *
   * @param reason a CamelCase name, as shown in {@code status.held}
   * @param message what stood in the way
   * @param release what would let it through
   */
  record Refused(Intent intent, String reason, String message, String release) implements Outcome {}

  record Unknown(Intent intent, String why) implements Outcome {}
}
