package dev.holdfast.health;

import static dev.holdfast.health.DeadlockStory.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A condition that comes and goes counts by the time that it stands in all. */
class FlappingTest {
  private static final int HOUR = 3600;

  private final DeadlockStory story = new DeadlockStory();

  @ParameterizedTest(name = "{0} s of each {1} s: {2}")
  @CsvSource({
    "1, 2, true",
    "5, 10, true",
    "29, 60, true",
    "29, 250, true",
    "2, 15, true",
    "4, 50, false",
    "29, 300, false",
    "1, 30, false",
  })
  void aConditionThatComesAndGoesImpairsIfItStandsForMoreThanATenthOfTheTime(
      int bad, int of, boolean impaired) {
    story.until(HOUR, second -> second % of < bad);
    assertThat(story.changes().contains("Impaired")).isEqualTo(impaired);
  }

  @Test
  void itImpairsAsSoonAsItStoodForItsTimeInAllAndNoSooner() {
    story.until(42, DeadlockStory::sevenSecondsOfTen);
    assertThat(story.changes()).containsOnly("Healthy", "Suspect");
    story.until(43, DeadlockStory::sevenSecondsOfTen);
    assertThat(story.memory().verdict())
        .isEqualTo(new Verdict.Impaired(at(42), "software: KernelDeadlock=True again and again"));
  }

  @Test
  void theVerdictDoesNotFlapWithTheCondition() {
    story.until(HOUR, DeadlockStory::sevenSecondsOfTen);
    assertThat(story.changes()).containsOnlyOnce("Impaired").endsWith("Impaired");
  }

  @Test
  void whatStoodInOnePieceIsOverWhenItIsOver() {
    story.bad(100);
    assertThat(story.verdict()).isEqualTo("Impaired");
    assertThat(story.memory().relapses()).isZero();
    assertThat(story.wellAfter()).isZero();
  }

  @Test
  void aRuleOfNoTimeAtAllImpairsAtOnce() {
    var strict = DeadlockStory.whereItMattersAfter(Span.ofSeconds(0));
    assertThat(strict.bad(1).verdict()).isEqualTo("Impaired");
  }

  @Test
  void onceTheWindowIsOverNothingIsRememberedAndTheSameEvidenceLeavesTheMemoryAsItIs() {
    var over = story.until(300, DeadlockStory::sevenSecondsOfTen).well(700).memory();
    assertThat(over.badTimes()).isEmpty();
    assertThat(story.well(1).memory()).isEqualTo(over);
  }
}
