package dev.holdfast.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.IntPredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** However a condition comes and goes. */
class FlappingPropertiesTest {
  @Property(tries = 200)
  void whateverComesAndGoesNoMoreThanTheWindowIsRemembered(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 100) Integer> spells) {
    var story = new DeadlockStory();
    for (int i = 0; i < spells.size(); i++) {
      if (i % 2 == 0) story.bad(spells.get(i));
      else story.well(spells.get(i));
      assertThat(story.memory().badTimes().values())
          .allSatisfy(
              time -> {
                assertThat(time.slots()).hasSizeLessThanOrEqualTo(BadTime.WINDOW);
                assertThat(time.total()).isLessThanOrEqualTo(Duration.ofSeconds(300));
              });
    }
  }

  @Property(tries = 200)
  void aConditionThatStandsSteadilyImpairsExactlyAfterItsTime(
      @ForAll @IntRange(min = 1, max = 400) int begin) {
    var story = new DeadlockStory().well(begin).bad(30);
    assertThat(story.verdict()).isEqualTo("Suspect");
    assertThat(story.bad(1).verdict()).isEqualTo("Impaired");
  }

  /** With more of it seen before, what is seen now never means less. */
  @Property
  void moreBadTimeNeverMakesAMilderVerdict(
      @ForAll @Size(max = 40) List<Boolean> some, @ForAll @Size(max = 40) List<Boolean> more) {
    IntPredicate few = second -> second / 4 < some.size() && some.get(second / 4);
    IntPredicate many = few.or(second -> second / 4 < more.size() && more.get(second / 4));
    int end = 4 * Math.max(some.size(), more.size());
    var mild = new DeadlockStory().until(end, few).bad(1);
    var hard = new DeadlockStory().until(end, many).bad(1);
    if (mild.memory().verdict() instanceof Verdict.Impaired) {
      assertThat(hard.memory().verdict()).isInstanceOf(Verdict.Impaired.class);
    }
  }
}
