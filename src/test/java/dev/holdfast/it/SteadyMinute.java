package dev.holdfast.it;

import dev.holdfast.kit.OperatorProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A minute in which no operator stood still: where a busy machine let one stand for a second,
 * something happened, and it is told. The minute begins anew when that is said.
 */
final class SteadyMinute {
  static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SAID_WITHIN = Duration.ofSeconds(5);

  /** The log is of others: what came last may be written a little later. */
  private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(1);

  private final List<OperatorProcess> operators;
  private Instant from = Instant.now();
  private long pauses;

  /** Begins now. */
  SteadyMinute(List<OperatorProcess> operators) {
    this.operators = operators;
    this.pauses = pauses();
  }

  Instant from() {
    return from;
  }

  boolean isOver() {
    long now = pauses();
    if (now != pauses) from = Instant.now().plus(SAID_WITHIN);
    pauses = now;
    return Instant.now().isAfter(from.plus(MINUTE).plus(WRITTEN_WITHIN));
  }

  private long pauses() {
    return operators.stream()
        .flatMap(operator -> operator.log().lines())
        .filter(line -> line.contains("silence before now proves nothing"))
        .count();
  }
}
