package dev.holdfast.signal;

import java.time.Instant;

/**
 * What the answers of one target say of its health: whoever answers lives, and may yet be unwell.
 * Misses are not of this, see {@link ProbeRun}.
 *
 * @param inARow how many answers in a row said so
 * @param since when the first of them was asked for, of our own steady clock
 * @param saying the last answer for people, such as "HTTP 503"; nothing in it is the target's own
 */
public record ProbeHealth(boolean healthy, int inARow, Instant since, String saying) {

  /** The first answer of a target. */
  public static ProbeHealth first(boolean healthy, Instant askedAt, String saying) {
    return new ProbeHealth(healthy, 1, askedAt, saying);
  }

  /** After one more answer. */
  public ProbeHealth next(boolean nowHealthy, Instant askedAt, String nowSaying) {
    boolean same = nowHealthy == healthy;
    return new ProbeHealth(nowHealthy, same ? inARow + 1 : 1, same ? since : askedAt, nowSaying);
  }

  /** So many in a row said that it is well. */
  public boolean isWell(int threshold) {
    return healthy && inARow >= threshold;
  }

  /** So many in a row said that it is unwell. */
  public boolean isUnwell(int threshold) {
    return !healthy && inARow >= threshold;
  }
}
