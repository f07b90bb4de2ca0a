package dev.holdfast.mutants;

import dev.holdfast.kit.KubeBinaries;
import dev.holdfast.kit.OperatorSettings;
import dev.holdfast.kit.Screen;
import dev.holdfast.kit.Variables;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code make mutants}: plants each seeded bug in turn and shows which test catches it. Ends with 0
 * only if all were caught.
 */
public final class Mutants {
  private static final int SURVIVED = 1;

  private final Screen screen;
  private final TestClasses tests;
  private final Path work;

  private Mutants(Screen screen) throws IOException {
    this.screen = screen;
    this.tests = TestClasses.find();
    this.work = BuggyClasses.newFolder();
  }

  /**
   * Ends with 0 when all were caught.
   *
   * @param arguments an expression that the names of the mutants must contain; none means all, and
   *     then docs/safety.md gets the table
   */
  public static void main(String[] arguments) {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
    var screen = new Screen(System.out);
    hush();
    try {
      System.exit(run(arguments, screen));
    } catch (Exception | AssertionError e) {
      screen.print("\nNOTHING WAS SHOWN, docs/safety.md is as it was: " + e);
      System.exit(SURVIVED);
    }
  }

  private static int run(String[] arguments, Screen screen) throws Exception {
    var env = Variables.here();
    if (env.text("MUTANTS_BY").equals("sim")) {
      boolean all = arguments.length == 0;
      var play = new MutantsInPlay(screen, env.count("ROUNDS", 0));
      return play.tryAll(chosen(arguments), all) ? 0 : SURVIVED;
    }
    var verdicts = new Mutants(screen).tryAll(chosen(arguments));
    screen.print("\n" + MutantTable.of(verdicts));
    if (arguments.length == 0) MutantTable.publish(verdicts);
    return conclude(verdicts, screen);
  }

  /** What tests print of failures that are wanted helps nobody. */
  private static void hush() {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    System.setOut(nowhere);
    System.setErr(nowhere);
  }

  private static List<Mutant> chosen(String[] arguments) throws IOException {
    var wanted = Pattern.compile(arguments.length == 0 ? "" : arguments[0]).asPredicate();
    return Mutant.all().stream().filter(mutant -> wanted.test(mutant.name())).toList();
  }

  private List<Verdict> tryAll(List<Mutant> mutants) throws Exception {
    showThatTheTestsPassWithoutThem(mutants);
    var verdicts = new ArrayList<Verdict>();
    for (var mutant : mutants) {
      screen.say("%d of %d: %s".formatted(verdicts.size() + 1, mutants.size(), mutant.name()));
      var catchers = runnable(mutant);
      var verdict = catchers.isEmpty() ? new Verdict.Skipped(mutant) : tried(mutant, catchers);
      screen.say("   " + verdict.word());
      verdicts.add(verdict);
    }
    return verdicts;
  }

  /** A test that fails anyway catches nothing. */
  private void showThatTheTestsPassWithoutThem(List<Mutant> mutants) throws Exception {
    var named = mutants.stream().flatMap(mutant -> runnable(mutant).stream()).distinct().toList();
    screen.say(
        "The tests on the code as it is: "
            + named.stream().map(Catcher::toString).collect(Collectors.joining(", ")));
    for (var trial : trials(named, BuggyClasses.well())) {
      if (!trial.isWell()) {
        throw new IllegalStateException(
            "%s must pass on the code as it is; failed: %s"
                .formatted(trial.test(), trial.failed()));
      }
    }
  }

  /** Those that need a control plane only where there are binaries for one. */
  private static List<Catcher> runnable(Mutant mutant) {
    boolean plane = KubeBinaries.find().isPresent();
    return mutant.catchers().stream().filter(test -> plane || !test.isIntegration()).toList();
  }

  private Verdict tried(Mutant mutant, List<Catcher> catchers) throws Exception {
    long start = System.nanoTime();
    var classes = BuggyClasses.of(mutant, work);
    System.setProperty(OperatorSettings.PATCH, classes.folder().toString());
    try {
      var trials = trials(catchers, classes.loader());
      return Verdict.of(mutant, trials, Duration.ofNanos(System.nanoTime() - start));
    } finally {
      System.clearProperty(OperatorSettings.PATCH);
    }
  }

  private List<Trial> trials(List<Catcher> named, URLClassLoader classes) throws Exception {
    try (classes) {
      var trials = new ArrayList<Trial>();
      for (var test : named) {
        trials.add(Trial.run(test, tests.fullName(test), classes));
      }
      return trials;
    }
  }

  private static int conclude(List<Verdict> verdicts, Screen screen) {
    long caught = verdicts.stream().filter(Verdict.Caught.class::isInstance).count();
    long skipped = verdicts.stream().filter(Verdict.Skipped.class::isInstance).count();
    long survived = verdicts.size() - caught - skipped;
    screen.print(
        "\n%d mutants: %d caught, %d survived, %d skipped"
            .formatted(verdicts.size(), caught, survived, skipped));
    if (skipped > 0)
      screen.print("Skipped for want of a control plane: " + KubeBinaries.whatIsMissing());
    return survived == 0 ? 0 : SURVIVED;
  }
}
