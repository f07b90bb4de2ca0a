package dev.holdfast.chaos;

import dev.holdfast.kit.SafetyDocument;
import dev.holdfast.kit.Screen;
import dev.holdfast.kit.Variables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * {@code make freezes}: freezes API servers at random moments while every host is well, and counts
 * what the operator does to pods and nodes, all of which is wrong.
 */
public final class Freezes {
  private static final int FAILED = 1;
  private static final String SECTION = "freezes";

  private static volatile boolean ending;

  private final Screen screen;
  private final long seed;
  private final int wanted;
  private final int planes;
  private final AtomicInteger begun = new AtomicInteger();
  private final List<Freeze> done = Collections.synchronizedList(new ArrayList<>());
  private final long start = System.nanoTime();

  private Freezes(Screen screen, long seed, int wanted, int planes) {
    this.screen = screen;
    this.seed = seed;
    this.wanted = wanted;
    this.planes = planes;
  }

  /** Ends with 0 when nothing was done. */
  public static void main(String[] arguments) {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ending = true, "ending"));
    var screen = new Screen(System.out);
    try {
      System.exit(fromEnvironment(screen).run() ? 0 : FAILED);
    } catch (Exception | AssertionError e) {
      if (!ending) {
        screen.print("\nTHE FREEZES FAILED, docs/safety.md is as it was: " + e);
        System.exit(FAILED);
      }
    }
  }

  private static Freezes fromEnvironment(Screen screen) {
    var env = Variables.here();
    return new Freezes(screen, env.seed(), env.count("FREEZES", 100), env.count("PLANES", 5));
  }

  private boolean run() throws Exception {
    screen.say("SEED=%d; starting %d control planes".formatted(seed, planes));
    try (var all = Planes.start(planes, "freezes")) {
      var threads =
          IntStream.range(0, planes)
              .mapToObj(i -> Thread.ofPlatform().daemon().start(() -> work(all, i)))
              .toList();
      for (var thread : threads) thread.join();
    }
    var report = report();
    screen.print("\n" + report + "\n");
    if (done.size() < wanted) {
      screen.print("Only %d of %d freezes came about".formatted(done.size(), wanted));
      return false;
    }
    SafetyDocument.put(SECTION, report);
    screen.say("docs/safety.md has it");
    return falseActs() == 0;
  }

  private void work(Planes all, int number) {
    var random = new Random(seed + number);
    try (var victim = Freeze.Victim.on(all.arenas().get(number))) {
      while (begun.getAndIncrement() < wanted) {
        var freeze = victim.freeze(random);
        done.add(freeze);
        screen.say("[%d/%d] %s".formatted(done.size(), wanted, freeze));
      }
    } catch (Exception | AssertionError e) {
      screen.say("a control plane drops out: " + e);
    }
  }

  private int falseActs() {
    return done.stream().mapToInt(freeze -> freeze.acts().size()).sum();
  }

  private String report() {
    IntSummaryStatistics lengths =
        done.stream().mapToInt(freeze -> (int) freeze.length().toSeconds()).summaryStatistics();
    long noticed = done.stream().filter(Freeze::noticed).count();
    return """
    `make freezes SEED=%d`: %d freezes (SIGSTOP of the API server) of %d to %d s, %.0f s on \
    average, at random moments, on %d control planes in %d min, every host being well all the \
    time: **%d false acts** on pods and nodes. After %d of them the guard `ApiOutage` was seen in \
    the node policy's status.

    The hosts renew their leases each second, a node is Lost after 7 s of silence and the quiet \
    time after an outage is 5 s (by default 10 s, 50 s and 50 s): most of these freezes are longer \
    beside those times than any of 60 s is beside the defaults.\
    """
        .formatted(
            seed,
            done.size(),
            lengths.getMin(),
            lengths.getMax(),
            lengths.getAverage(),
            planes,
            Duration.ofNanos(System.nanoTime() - start).toMinutes(),
            falseActs(),
            noticed);
  }
}
