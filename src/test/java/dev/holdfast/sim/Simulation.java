package dev.holdfast.sim;

import dev.holdfast.kit.Screen;
import dev.holdfast.kit.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/**
 * {@code make sim}: lets faults of all kinds happen to played clusters in virtual time, and writes
 * docs/detection.md.
 */
public final class Simulation {
  private static final int FAILED = 1;

  /** Of a class of weight 1; all together yield more than 30,000 faults and 10⁶ node-hours. */
  private static final int EACH = 130;

  private static final Duration AT_MOST = Duration.ofHours(1);
  private static final Path DOCUMENT = Path.of("docs", "detection.md");
  private static final Path PLOT = Path.of("docs", "detection.svg");

  private final Screen screen;
  private final long seed;
  private final int each;

  /** One of a task's own pool would be one short: it waits for the others there. */
  private final ForkJoinPool pool = new ForkJoinPool(Runtime.getRuntime().availableProcessors());

  private Simulation(Screen screen, long seed, int each) {
    this.screen = screen;
    this.seed = seed;
    this.each = each;
  }

  /** Ends with 0 when nothing was deleted that should not have been. */
  public static void main(String[] arguments) {
    var screen = new Screen(System.out);
    try {
      System.exit(run(screen, Variables.here()) ? 0 : FAILED);
    } catch (Exception | AssertionError e) {
      screen.print("\nTHE SIMULATION FAILED, docs/detection.md is as it was: " + e);
      System.exit(FAILED);
    }
  }

  private static boolean run(Screen screen, Variables env) throws IOException {
    long seed = env.seed();
    int each = env.count("HISTORIES", EACH);
    var only = env.text("ONLY");
    var classes = classes(only);
    if (!env.text("TRACE").isEmpty()) return trace(screen, one(classes), seed);
    return new Simulation(screen, seed, each).run(classes, only.isEmpty());
  }

  private static List<FaultClass> classes(String only) {
    var all = Arrays.asList(FaultClass.values());
    var chosen = all.stream().filter(c -> only.isEmpty() || c.name().matches(only)).toList();
    if (!chosen.isEmpty()) return chosen;
    throw new IllegalArgumentException(
        "ONLY is '%s': one of %s, or a pattern".formatted(only, all));
  }

  private static FaultClass one(List<FaultClass> classes) {
    if (classes.size() == 1) return classes.getFirst();
    throw new IllegalArgumentException("TRACE is of one class, set ONLY to one of " + classes);
  }

  private static boolean trace(Screen screen, FaultClass what, long seed) {
    var outcome = Episode.run(what, seed, true);
    screen.print(Histories.text(outcome));
    return outcome.isWell();
  }

  private boolean run(List<FaultClass> classes, boolean whole) throws IOException {
    screen.say("SEED=%d".formatted(seed));
    var figures = new ArrayList<Figures>();
    for (var what : classes) figures.add(play(what));
    var report = new Report(seed, each, figures);
    screen.print("\n" + report.text());
    if (whole) publish(report, figures);
    tellErrors(figures);
    return tellMistakes(figures);
  }

  private Figures play(FaultClass what) {
    int count = each * what.weight;
    var played = new AtomicInteger();
    var playing =
        pool.submit(
            () ->
                LongStream.range(0, count)
                    .parallel()
                    .mapToObj(i -> played(what, seed + i, played))
                    .toList());
    screen.await(
        what.name(),
        AT_MOST,
        () -> "%s: %d of %d histories".formatted(what, played.get(), count),
        playing::isDone);
    var figures = new Figures(what.title, playing.join());
    screen.say(
        "%s: %d histories, %d faults, %d deletions, %d false, %d misdeeds"
            .formatted(
                what.title,
                count,
                figures.faults(),
                figures.sum(o -> o.deletions().count()),
                figures.mistakes(Outcome::deletions),
                figures.sum(o -> o.safety().misdeeds().size())));
    return figures;
  }

  private static Outcome played(FaultClass what, long seed, AtomicInteger count) {
    var outcome = Episode.run(what, seed, false);
    count.incrementAndGet();
    return outcome;
  }

  private void publish(Report report, List<Figures> figures) throws IOException {
    Files.writeString(DOCUMENT, report.text());
    Plot.write(PLOT, figures.getFirst());
    screen.say("%s and %s have it".formatted(DOCUMENT, PLOT));
  }

  /** The first of each class as files, all of them as lines to play them again by. */
  private boolean tellMistakes(List<Figures> figures) {
    boolean well = true;
    for (var of : figures) {
      var wrong = of.outcomes().stream().filter(o -> !o.isWell()).toList();
      wrong.forEach(o -> screen.print("FALSE: %s: %s".formatted(o.replay(), o.misdeeds())));
      wrong.stream().limit(1).forEach(o -> screen.print("  see " + Histories.dump(o)));
      well &= wrong.isEmpty();
    }
    return well;
  }

  /** They do no harm. */
  private void tellErrors(List<Figures> figures) {
    figures.stream()
        .flatMap(of -> of.outcomes().stream())
        .filter(o -> o.isWell() && !o.errors().isEmpty())
        .forEach(o -> screen.print("IN ERROR: %s: %s".formatted(o.replay(), o.errors())));
  }
}
