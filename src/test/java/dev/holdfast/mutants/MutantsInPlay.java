package dev.holdfast.mutants;

import dev.holdfast.kit.SafetyDocument;
import dev.holdfast.kit.Screen;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code MUTANTS_BY=sim make mutants}: plants each seeded bug in the simulator alone, and shows
 * which of them it sees, and in which history.
 */
final class MutantsInPlay {
  private final Screen screen;
  private final int rounds;
  private final Path work;

  /**
   * A trial.
   *
   * @param rounds of all short kinds of history, besides those that a test plays each time
   */
  MutantsInPlay(Screen screen, int rounds) throws IOException {
    this.screen = screen;
    this.rounds = rounds;
    this.work = BuggyClasses.newFolder();
  }

  /** True when none is seen of which its file says that it cannot be. */
  boolean tryAll(List<Mutant> mutants, boolean publish) throws Exception {
    try (var well = BuggyClasses.well()) {
      showThatNothingGoesWrongIn(well);
      var table = new PlayTable(played(mutants, well), rounds);
      screen.print("\n" + table.text());
      if (publish) SafetyDocument.put("mutants-in-play", table.text());
      return table.plays().stream().noneMatch(Play::isContradicted);
    }
  }

  private List<Play> played(List<Mutant> mutants, URLClassLoader well) throws Exception {
    var plays = new ArrayList<Play>();
    for (var mutant : mutants) {
      var play = Play.of(mutant, work, well, rounds);
      plays.add(play);
      screen.say(
          "%d of %d: %s: %s, %d s"
              .formatted(
                  plays.size(),
                  mutants.size(),
                  mutant.name(),
                  play.word(),
                  play.took().toSeconds()));
    }
    return plays;
  }

  private void showThatNothingGoesWrongIn(URLClassLoader well) {
    var wrong = Play.well(well, rounds);
    if (wrong.isPresent()) {
      throw new IllegalStateException("It needs no bug for this: " + wrong.get());
    }
    screen.say("With the code as it is nothing goes wrong in these histories");
  }
}
