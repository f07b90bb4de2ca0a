package dev.holdfast.sim;

import java.time.Instant;
import java.util.PriorityQueue;

/** Virtual time in milliseconds: what happens when, and in the same order each time. */
final class Agenda {
  static final long SECOND = 1_000;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;
  static final long NEVER = Long.MAX_VALUE / 4;

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private long now;
  private long order;

  private record Entry(long at, long order, Runnable what) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
    }
  }

  long now() {
    return now;
  }

  Instant instant() {
    return instant(now);
  }

  static Instant instant(long at) {
    return START.plusMillis(at);
  }

  static long millis(Instant instant) {
    return instant.toEpochMilli() - START.toEpochMilli();
  }

  void at(long when, Runnable what) {
    entries.add(new Entry(Math.max(when, now), order++, what));
  }

  void in(long delay, Runnable what) {
    at(now + delay, what);
  }

  /** Lets time pass; whoever waits in the middle of an event lets all others go on. */
  void runUntil(long end) {
    while (!entries.isEmpty() && entries.peek().at <= end) {
      var next = entries.remove();
      now = Math.max(now, next.at);
      next.what.run();
    }
    now = Math.max(now, end);
  }

  void pass(long delay) {
    runUntil(now + delay);
  }
}
