package dev.holdfast.probe;

import java.time.Duration;

/**
 * When a target is asked, in nanoseconds. Three misses stand at the latest <i>steady + overdue +
 * doubt + timeout</i> after a crash: with a timeout of one period that is 3.1 periods, so that even
 * with the delays of a busy machine they are within four.
 *
 * @param steady between two questions while answers come: costs a fifth less than one a period
 * @param overdue from a question that is not answered to the next one: each waits its whole
 *     timeout, so that a slow answer is one, and they overlap
 * @param doubt between the next ones: while a burst of loss lasts, one of many may get through
 * @param period between two questions once misses are many, or to an address that refuses
 */
record Pace(long steady, long overdue, long doubt, long period, long timeout) {

  /**
   * Four seconds of questions in vain. From there on it is the return that is waited for, and
   * nobody is in a hurry.
   */
  private static final int MANY_MISSES = 16;

  /**
   * How long a connection that hangs is looked at before another one is tried: each that we open
   * waits in its queue.
   */
  static final long HANGING = Duration.ofMinutes(1).toNanos();

  static Pace ofStanding(ProbeTarget target) {
    long period = target.period().toNanos();
    return new Pace(period * 5 / 4, period * 5 / 8, period / 4, period, target.timeout().toNanos());
  }

  /** Each is over a connection of its own, as Kubernetes asks, and once a period. */
  static Pace ofFresh(ProbeTarget target) {
    long period = target.period().toNanos();
    return new Pace(period, period * 7 / 8, period * 7 / 8, period, target.timeout().toNanos());
  }

  /**
   * Between a question and the next one, while none is answered.
   *
   * @param first the one before it was answered
   */
  long pause(boolean first, int misses) {
    if (first) return overdue;
    return misses < MANY_MISSES ? doubt : period;
  }
}
