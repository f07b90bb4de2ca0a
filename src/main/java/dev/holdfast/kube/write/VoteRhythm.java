package dev.holdfast.kube.write;

import dev.holdfast.signal.Vote;
import dev.holdfast.vote.Statement;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When a vote is to be written: at once when it says something else than the one before, but not
 * too often, and else as a sign of life.
 */
final class VoteRhythm {
  /** Between two writes: hosts that go together are one or two votes, not one each. */
  static final Duration GAP = Duration.ofMillis(200);

  /** After a write that failed. */
  static final Duration PAUSE = Duration.ofSeconds(1);

  /** Others count what they saw change, and so not the first: the second follows at once. */
  private static final int WRITES_TO_BE_HEARD = 2;

  private final LongSupplier nanos;
  private @Nullable Statement said;
  private int written;
  private long triedAt;
  private Duration pause = Duration.ZERO;

  /**
   * @param nanos the monotonic clock
   */
  VoteRhythm(LongSupplier nanos) {
    this.nanos = nanos;
    this.triedAt = nanos.getAsLong();
  }

  /** Nothing is written now, whatever is to be said. */
  boolean rests() {
    return sinceLastTry().compareTo(pause) < 0;
  }

  boolean isDue(Statement statement) {
    return !statement.equals(said)
        || written < WRITES_TO_BE_HEARD
        || sinceLastTry().compareTo(Vote.HEARTBEAT) >= 0;
  }

  private Duration sinceLastTry() {
    return Duration.ofNanos(nanos.getAsLong() - triedAt);
  }

  void tries() {
    triedAt = nanos.getAsLong();
  }

  void wrote(Statement statement) {
    said = statement;
    written = Math.min(written + 1, WRITES_TO_BE_HEARD);
    pause = GAP;
  }

  /** It may have been written all the same: what was said last is not known any more. */
  void failed() {
    said = null;
    pause = PAUSE;
  }
}
