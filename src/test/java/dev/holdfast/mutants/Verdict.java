package dev.holdfast.mutants;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What became of a mutant. */
sealed interface Verdict {
  Mutant mutant();

  /** Each of the tests that it names, and that can run here, failed. */
  record Caught(Mutant mutant, List<Trial> trials, Duration took) implements Verdict {}

  /** Some test that it names passed. */
  record Survived(Mutant mutant, List<Trial> trials, Duration took) implements Verdict {}

  /** All its tests need a control plane, and there are no binaries for one. */
  record Skipped(Mutant mutant) implements Verdict {}

  static Verdict of(Mutant mutant, List<Trial> trials, Duration took) {
    return trials.stream().noneMatch(Trial::isWell)
        ? new Caught(mutant, trials, took)
        : new Survived(mutant, trials, took);
  }

  default String word() {
    return switch (this) {
      case Caught c -> "caught by " + testsOf(c.trials(), false);
      case Survived s -> "SURVIVED " + testsOf(s.trials(), true);
      case Skipped s -> "skipped: no control plane";
    };
  }

  default String time() {
    return switch (this) {
      case Caught c -> seconds(c.took());
      case Survived s -> seconds(s.took());
      case Skipped s -> "";
    };
  }

  private static String testsOf(List<Trial> trials, boolean well) {
    return trials.stream()
        .filter(trial -> trial.isWell() == well)
        .map(
            trial ->
                well
                    ? trial.test().toString()
                    : trial.test() + ": " + trial.failed().getFirst().test())
        .collect(Collectors.joining("; "));
  }

  private static String seconds(Duration took) {
    return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1e3);
  }
}
