package dev.holdfast.loop;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Timers on the monotonic clock. Each key has one: the earliest time asked for wins, a burst
 * becomes one wake at its start and one after it. Wakes come one at a time, on one thread.
 */
public final class Wakeups<K> implements AutoCloseable {
  /**
   * Between two wakes of a key. A crash turns into a burst of events within some 100 ms, and a pass
   * writes a few requests at most; next to the 4 s it takes to find a fault this is nothing.
   */
  public static final Duration PACE = Duration.ofMillis(100);

  /** A wake too early does no harm, and so no caller's far future overflows the clock. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private static final Duration LAST_WAKE = Duration.ofSeconds(5);
  private static final Logger log = LoggerFactory.getLogger(Wakeups.class);

  private final Consumer<K> wake;
  private final long pace;
  private final ScheduledThreadPoolExecutor thread;
  private final Map<K, Timer> timers = new HashMap<>();
  private boolean closed;

  /** A key's next wake; without {@code due} only the rest after its last one. */
  private record Timer(long restUntil, @Nullable Long due, Future<?> alarm) {}

  public Wakeups(String name, Consumer<K> wake) {
    this(name, PACE, wake);
  }

  Wakeups(String name, Duration pace, Consumer<K> wake) {
    this.wake = wake;
    this.pace = pace.toNanos();
    this.thread =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name(name).daemon().factory());
    thread.setRemoveOnCancelPolicy(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Wakes the key as soon as its pace allows. */
  public void now(K key) {
    at(key, Duration.ZERO);
  }

  /** Wakes the key after the delay, unless it is woken earlier; a day at most. */
  public synchronized void at(K key, Duration delay) {
    if (closed) return;
    long now = System.nanoTime();
    long due = now + bounded(delay).toNanos();
    var timer = timers.get(key);
    if (timer == null) {
      timers.put(key, new Timer(now, due, alarm(key, due - now)));
      return;
    }
    due = later(due, timer.restUntil());
    if (timer.due() != null && timer.due() - due <= 0) return;
    timer.alarm().cancel(false);
    timers.put(key, new Timer(timer.restUntil(), due, alarm(key, due - now)));
  }

  private static Duration bounded(Duration delay) {
    if (delay.isNegative()) return Duration.ZERO;
    return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
  }

  private static long later(long a, long b) {
    return a - b > 0 ? a : b;
  }

  private Future<?> alarm(K key, long delay) {
    return thread.schedule(() -> ring(key), delay, NANOSECONDS);
  }

  private void ring(K key) {
    if (!isDue(key)) return;
    try {
      wake.accept(key);
    } catch (RuntimeException e) {
      log.error("Waking {} failed; it is woken again when something asks for it", key, e);
    }
  }

  /** Starts the key's rest if it is due, forgets the key if it has rested and nobody asked. */
  private synchronized boolean isDue(K key) {
    long now = System.nanoTime();
    var timer = timers.get(key);
    if (closed || timer == null) return false;
    if (timer.due() == null) {
      if (now - timer.restUntil() >= 0) timers.remove(key);
      return false;
    }
    if (now - timer.due() < 0) return false;
    timers.put(key, new Timer(now + pace, null, alarm(key, pace)));
    return true;
  }

  /** Drops what is still to come and waits for a wake that is under way. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      timers.clear();
    }
    thread.shutdown();
    try {
      thread.awaitTermination(LAST_WAKE.toNanos(), NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
