package dev.holdfast.kit;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Prints sentences with the seconds since a moment, and never stays silent for long. */
public final class Screen {
  /** Whoever sees nothing for longer takes a program for dead. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(4);

  private static final Duration GLANCE = Duration.ofMillis(250);
  private static final Duration LOOK_EVERY = Duration.ofMillis(150);

  private final PrintStream out;
  private String sign = " ";
  private long start = System.nanoTime();
  private long lastLine = start;
  private String lastSentence = "starting";
  private volatile Supplier<String> meanwhile = this::still;

  public Screen(PrintStream out) {
    this.out = out;
    Thread.ofPlatform().name("progress").daemon().start(this::breakSilences);
  }

  /** Times count from now on, and are written with a plus. */
  public synchronized void countFromHere() {
    start = System.nanoTime();
    sign = "+";
  }

  /** A sentence with its time. */
  public synchronized void say(String sentence) {
    lastSentence = sentence;
    line(sentence);
  }

  /** Without a time. */
  public synchronized void print(String text) {
    out.println(text);
    out.flush();
    lastLine = System.nanoTime();
  }

  /**
   * Looks until it is so.
   *
   * @param standing said when there was nothing to say for some seconds
   * @throws IllegalStateException when it does not become so in time
   */
  public void await(
      String what, Duration atMost, Supplier<String> standing, Callable<Boolean> look) {
    meanwhile = standing;
    try {
      Awaitility.await(what)
          .atMost(atMost)
          .pollDelay(Duration.ZERO)
          .pollInterval(LOOK_EVERY)
          .until(look);
    } catch (ConditionTimeoutException e) {
      throw new IllegalStateException(
          "\"%s\" did not come true within %d s; %s"
              .formatted(what, atMost.toSeconds(), standing.get()),
          e);
    } finally {
      meanwhile = this::still;
    }
  }

  private void breakSilences() {
    while (true) {
      LockSupport.parkNanos(GLANCE.toNanos());
      if (silence() > LONGEST_SILENCE.toNanos()) {
        line("  ... " + standing());
      }
    }
  }

  private synchronized long silence() {
    return System.nanoTime() - lastLine;
  }

  private String standing() {
    try {
      return meanwhile.get();
    } catch (RuntimeException e) {
      return "waiting (" + e.getMessage() + ")";
    }
  }

  private synchronized String still() {
    return "still: " + lastSentence;
  }

  private synchronized void line(String text) {
    double seconds = (System.nanoTime() - start) / 1e9;
    print(String.format(Locale.ROOT, "%s%6.1f s  %s", sign, seconds, text));
  }
}
