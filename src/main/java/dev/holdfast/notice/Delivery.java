package dev.holdfast.notice;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far one receiver was told of one alarm.
 *
 * @param delivered the last revision that it took
 * @param at when it took it; absent before the first
 * @param failures in a row since then
 * @param retryAt nothing is sent before; absent without failures
 * @param error what went wrong last; absent without failures
 */
public record Delivery(
    int delivered,
    @Nullable Instant at,
    int failures,
    @Nullable Instant retryAt,
    @Nullable String error) {
  /** A receiver that is being restarted misses little. */
  static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /** One that is down for long is asked so often, and hears of it so late. */
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private static final int DOUBLINGS = 9;

  /** It knows all revisions up to that one, or need not. */
  static Delivery upTo(int revision) {
    return new Delivery(revision, null, 0, null, null);
  }

  /** Also where it failed for somebody whose clock was ahead of ours. */
  boolean mayBeTried(Instant now) {
    return retryAt == null || !now.isBefore(retryAt) || now.plus(LONGEST_PAUSE).isBefore(retryAt);
  }

  Delivery taken(int revision, Instant now) {
    return revision <= delivered ? this : new Delivery(revision, now, 0, null, null);
  }

  Delivery failed(int revision, String why, Instant now) {
    if (revision <= delivered) return this;
    var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, DOUBLINGS));
    var bounded = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    return new Delivery(delivered, at, failures + 1, now.plus(bounded), why);
  }
}
