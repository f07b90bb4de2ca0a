package dev.holdfast.incident;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an incident passed from one phase to the next; their sum is the outage.
 *
 * @param since last sign that all was well, or first sign of the fault
 * @param detectedAt when we knew
 * @param divertedAt when its traffic was led away; absent where it was not
 * @param decidedAt when the first step was recorded
 * @param actedAt when the first step was done
 * @param readyAt when the slot was ready again
 */
public record Phases(
    Instant since,
    Instant detectedAt,
    @Nullable Instant divertedAt,
    @Nullable Instant decidedAt,
    @Nullable Instant actedAt,
    @Nullable Instant readyAt) {

  public static Phases detected(Instant since, Instant now) {
    return new Phases(earlier(since, now), now, null, null, null, null);
  }

  /** What has begun has begun by now, whatever a clock said that was ahead. */
  Phases begunBy(Instant now) {
    return new Phases(
        earlier(since, now),
        earlier(detectedAt, now),
        divertedAt == null ? null : earlier(divertedAt, now),
        decidedAt == null ? null : earlier(decidedAt, now),
        actedAt == null ? null : earlier(actedAt, now),
        readyAt == null ? null : earlier(readyAt, now));
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  public Phases diverted(Instant now) {
    return divertedAt != null
        ? this
        : new Phases(since, detectedAt, now, decidedAt, actedAt, readyAt);
  }

  public Phases decided(Instant now) {
    return decidedAt != null
        ? this
        : new Phases(since, detectedAt, divertedAt, now, actedAt, readyAt);
  }

  public Phases acted(Instant now) {
    return actedAt != null
        ? this
        : new Phases(since, detectedAt, divertedAt, decidedAt, now, readyAt);
  }

  public Phases ready(Instant at) {
    return new Phases(since, detectedAt, divertedAt, decidedAt, actedAt, at);
  }

  /**
   * What we saw by then was there before the first step; a replacement may show before its answer.
   */
  public Instant known() {
    return decidedAt != null ? decidedAt : detectedAt;
  }

  /** When the last phase began that needs no replacement: acting, else deciding, else knowing. */
  public Instant latest() {
    if (actedAt != null) return actedAt;
    return decidedAt != null ? decidedAt : detectedAt;
  }

  /** From the fault to the slot being ready; absent while it is not. */
  public @Nullable Duration total() {
    return readyAt == null ? null : Duration.between(since, readyAt);
  }
}
