package dev.holdfast.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Outcomes by kind and mode, as Markdown. */
record Table(List<Outcome> outcomes) {

  String markdown() {
    var lines = new ArrayList<String>();
    lines.add("| recovery | what is done to one point | runs | reached | violations | mean time |");
    lines.add("|---|---|---|---|---|---|");
    for (var kind : Kind.values()) {
      for (var mode : Mode.values()) row(kind, mode, lines);
    }
    lines.add(line("**all**", "", outcomes));
    return String.join("\n", lines);
  }

  private void row(Kind kind, Mode mode, List<String> lines) {
    var mine =
        outcomes.stream()
            .filter(outcome -> outcome.trial().kind() == kind && outcome.trial().mode() == mode)
            .toList();
    if (!mine.isEmpty()) lines.add(line(kind.title(), mode.words(), mine));
  }

  private static String line(String kind, String mode, List<Outcome> outcomes) {
    var total = outcomes.stream().map(Outcome::took).reduce(Duration.ZERO, Duration::plus);
    return "| %s | %s | %d | %d | %d | %d s |"
        .formatted(
            kind,
            mode,
            outcomes.size(),
            count(outcomes, Outcome::reached),
            count(outcomes, Outcome::isViolation),
            total.dividedBy(Math.max(1, outcomes.size())).toSeconds());
  }

  private static long count(List<Outcome> outcomes, Predicate<Outcome> which) {
    return outcomes.stream().filter(which).count();
  }

  long violations() {
    return count(outcomes, Outcome::isViolation);
  }

  long reached() {
    return count(outcomes, Outcome::reached);
  }
}
