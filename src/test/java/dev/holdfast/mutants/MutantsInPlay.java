package dev.holdfast.mutants;

import dev.holdfast.kit.SafetyDocument;
import dev.holdfast.kit.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code MUTANTS_BY=sim make mutants}: plants each seeded bug in the simulator alone, and shows
 * which of them it sees, and in which history.
 */
final class MutantsInPlay {
  private final Screen screen;
  private final Path work;

  MutantsInPlay(Screen screen) throws IOException {
    this.screen = screen;
    this.work = Files.createTempDirectory("holdfast-mutants");
  }

  /** True when each is seen, or its file says why it cannot be. */
  boolean tryAll(List<Mutant> mutants, boolean publish) throws Exception {
    showThatNothingGoesWrongWithoutThem();
    var plays = new ArrayList<Play>();
    for (var mutant : mutants) {
      var play = Play.of(mutant, work);
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
    var table = new PlayTable(plays).text();
    screen.print("\n" + table);
    if (publish) SafetyDocument.put("mutants-in-play", table);
    return plays.stream().allMatch(Play::isExplained);
  }

  private void showThatNothingGoesWrongWithoutThem() throws Exception {
    var wrong = Play.well();
    if (wrong.isPresent()) {
      throw new IllegalStateException("It needs no bug for this: " + wrong.get());
    }
    screen.say("With the code as it is nothing goes wrong in these histories");
  }
}
