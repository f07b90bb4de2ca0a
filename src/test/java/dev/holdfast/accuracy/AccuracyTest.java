package dev.holdfast.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kit.Variables;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A sample of {@code make accuracy}; SEED=n runs the one again that failed. */
class AccuracyTest {
  private static final long SEED = Variables.here().seed();
  private static final int LIGHT = 3;

  /** With thousands of faults: one of each is enough. */
  private static final Set<Recipe> HEAVY =
      EnumSet.of(Recipe.FLAPPING, Recipe.OLD, Recipe.UNWATCHED);

  record History(Recipe recipe, long seed) {}

  static Stream<History> histories() {
    return Arrays.stream(Recipe.values())
        .flatMap(
            recipe ->
                Stream.iterate(SEED, seed -> seed + 1)
                    .limit(HEAVY.contains(recipe) ? 1 : LIGHT)
                    .map(seed -> new History(recipe, seed)));
  }

  @ParameterizedTest
  @MethodSource("histories")
  void theTruthOfEachWindowLiesWithinItsBounds(History history) {
    var samples = Trial.run(history.recipe(), history.seed()).settled();
    assertThat(samples).isNotEmpty().noneMatch(Sample::isOutside);
  }
}
