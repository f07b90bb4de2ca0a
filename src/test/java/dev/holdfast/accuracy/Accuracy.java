package dev.holdfast.accuracy;

import dev.holdfast.kit.Screen;
import dev.holdfast.kit.Variables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code make accuracy}: lets months of random faults pass in virtual time, compares the account
 * with what really happened, and writes docs/accuracy.md.
 */
public final class Accuracy {
  private static final int FAILED = 1;
  private static final int EACH = 26;
  private static final Path DOCUMENT = Path.of("docs", "accuracy.md");
  private static final Path PLOT = Path.of("docs", "accuracy.svg");

  private final Screen screen;
  private final long seed;
  private final int each;

  private Accuracy(Screen screen, long seed, int each) {
    this.screen = screen;
    this.seed = seed;
    this.each = each;
  }

  /** Ends with 0 when each truth lay within its bounds. */
  public static void main(String[] arguments) {
    var screen = new Screen(System.out);
    try {
      var env = Variables.here();
      System.exit(
          new Accuracy(screen, env.seed(), env.count("HISTORIES", EACH)).run() ? 0 : FAILED);
    } catch (Exception | AssertionError e) {
      screen.print("\nTHE MEASUREMENT FAILED, docs/accuracy.md is as it was: " + e);
      System.exit(FAILED);
    }
  }

  private boolean run() throws Exception {
    screen.say("SEED=%d; %d histories of each class".formatted(seed, each));
    var outcomes = new ArrayList<Outcome>();
    for (var recipe : Recipe.values()) outcomes.add(measure(recipe));
    var outside = outcomes.stream().flatMap(o -> o.outside().stream()).toList();
    outside.forEach(sample -> screen.print("OUTSIDE: " + sample));
    var report = new Report(seed, outcomes).text();
    screen.print("\n" + report);
    Files.writeString(DOCUMENT, report);
    Plot.write(PLOT, outcomes);
    screen.say("%s and %s have it".formatted(DOCUMENT, PLOT));
    return outside.isEmpty();
  }

  private Outcome measure(Recipe recipe) {
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < each; i++) trials.add(Trial.run(recipe, seed + i));
    var outcome = new Outcome(recipe, trials);
    outcome.months().stream()
        .filter(month -> month.isWatched() && month.error() > Report.PROMISED)
        .forEach(month -> screen.print("ERROR %.1e: %s".formatted(month.error(), month)));
    screen.say("%s: %d outside".formatted(recipe.title, outcome.outside().size()));
    return outcome;
  }
}
