package dev.holdfast.health;

import static dev.holdfast.health.DeadlockStory.HOUR;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Time in which we do not watch, or a node is not heard, makes it neither worse nor well. */
class UnwatchedTimeTest {
  private final DeadlockStory story = new DeadlockStory();

  @Test
  void aHoleInTheEvidenceIsNoBadTime() {
    story.bad(20).hole(Duration.ofSeconds(100)).bad(11);
    assertThat(story.verdict()).isEqualTo("Suspect");
    assertThat(story.bad(1).verdict()).isEqualTo("Impaired");
  }

  @Test
  void aHoleInTheEvidenceMakesNobodyWell() {
    assertThat(story.bad(40).hole(HOUR).bad(1).verdict()).isEqualTo("Impaired");
    var flapping = new DeadlockStory().until(67, DeadlockStory::sevenSecondsOfTen).hole(HOUR);
    assertThat(flapping.wellAfter()).isEqualTo(60);
  }

  @Test
  void aNodeThatIsNotHeardDoesNotGetWellByTime() {
    story.until(70, DeadlockStory::sevenSecondsOfTen).silent(300);
    assertThat(story.verdict()).isEqualTo("Suspect");
    assertThat(story.well(1).verdict()).isEqualTo("Impaired");
    assertThat(story.wellAfter()).as("60 s after the silence, of which 2 are over").isEqualTo(58);
  }

  /** A host that goes down in good order says Ready=False first, and that stays written. */
  @Test
  void timeInWhichTheNodeIsNotHeardIsNoBadTime() {
    story.bad(5).silent(100).bad(5);
    assertThat(story.verdict()).isEqualTo("Suspect");
    assertThat(story.well(1).verdict()).isEqualTo("Healthy");
  }

  @Test
  void aNewLeaderCountsFromWhereItsOwnWatchBegan() {
    var led = DeadlockStory.ofANewLeader().bad(30);
    assertThat(led.verdict()).isEqualTo("Suspect");
    assertThat(led.bad(1).verdict()).isEqualTo("Impaired");
  }
}
