package dev.holdfast.mutants;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the simulator sees of the mutants, as a table. */
record PlayTable(List<Play> plays, int rounds) {
  private static final int BRIEF = 140;

  String text() {
    return """
    Printed by `%s make mutants`. Of %d seeded bugs the simulator runs what %d of them are in, and sees %d. It plays the
    histories that `make test` plays each time (*short run*), and each short kind as often again as ROUNDS says.

    | mutant | first history that shows it | what it shows | short run |
    |---|---|---|---|
    %s

    | mutant | why the simulator cannot see it | caught by |
    |---|---|---|
    %s

    Played and not seen in these histories, but by the tests that are named above: %s.

    Not played, because the simulator replaces what they are in, or has none of it: %s.
    """
        .formatted(
            rounds == 0 ? "MUTANTS_BY=sim" : "MUTANTS_BY=sim ROUNDS=" + rounds,
            plays.size(),
            plays.stream().filter(Play::played).count(),
            plays.stream().filter(Play::isSeen).count(),
            rows(plays.stream().filter(Play::isSeen).map(PlayTable::seen)),
            rows(plays.stream().filter(Play::isExplained).map(PlayTable::unseen)),
            names(Play::isOpen),
            names(play -> !play.played()));
  }

  private static String rows(Stream<String> rows) {
    return rows.collect(Collectors.joining("\n"));
  }

  private static String seen(Play play) {
    var shown = Objects.requireNonNull(play.sight());
    return "| %s | %s | %s | %s |"
        .formatted(
            play.mutant().name(), shown.history(), brief(shown.what()), shown.kept() ? "yes" : "");
  }

  private static String brief(String what) {
    var text = what.replace("|", "\\|");
    return text.length() <= BRIEF ? text : text.substring(0, BRIEF) + " ...";
  }

  private static String unseen(Play play) {
    var mutant = play.mutant();
    return "| %s | %s | %s |"
        .formatted(mutant.name(), String.valueOf(mutant.unseen()), catchers(mutant));
  }

  private static String catchers(Mutant mutant) {
    return mutant.catchers().stream().map(Catcher::toString).collect(Collectors.joining(", "));
  }

  /** By the package that they are in. */
  private String names(Predicate<Play> which) {
    var byPackage = new TreeMap<String, List<String>>();
    for (var play : plays) {
      if (!which.test(play)) continue;
      var mutant = play.mutant();
      var folder = mutant.source().substring(0, mutant.source().lastIndexOf('/'));
      byPackage.computeIfAbsent(folder, f -> new ArrayList<>()).add(mutant.name());
    }
    return byPackage.entrySet().stream()
        .map(e -> "`%s` (%s)".formatted(e.getKey(), String.join(", ", e.getValue())))
        .collect(Collectors.joining("; "));
  }
}
