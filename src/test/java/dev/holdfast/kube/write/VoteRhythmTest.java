package dev.holdfast.kube.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.vote.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VoteRhythmTest {
  private static final Statement CALM = new Statement("a", false, Map.of(), Map.of());
  private static final Statement CUT_OFF = new Statement("a", true, Map.of(), Map.of());

  private long nanos = Long.MAX_VALUE - 1_000_000;
  private final VoteRhythm rhythm = new VoteRhythm(() -> nanos);

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  private void write(Statement statement) {
    rhythm.tries();
    rhythm.wrote(statement);
  }

  /** The first two are written as soon as may be. */
  @BeforeEach
  void begin() {
    assertThat(rhythm.rests()).isFalse();
    assertThat(rhythm.isDue(CALM)).isTrue();
    write(CALM);
    pass(VoteRhythm.GAP);
    assertThat(rhythm.rests()).isFalse();
    assertThat(rhythm.isDue(CALM)).as("others count what they saw change").isTrue();
    write(CALM);
    pass(VoteRhythm.GAP);
  }

  @Test
  void whileAllIsCalmASignOfLifeIsWrittenEachFiveSeconds() {
    for (int i = 0; i < 3; i++) {
      assertThat(rhythm.isDue(CALM)).isFalse();
      pass(Duration.ofMillis(4_799));
      assertThat(rhythm.isDue(CALM)).isFalse();
      pass(Duration.ofMillis(1));
      assertThat(rhythm.isDue(CALM)).isTrue();
      write(CALM);
      pass(VoteRhythm.GAP);
    }
  }

  @Test
  void newsAreDueAtOnceButNotWithin200MillisecondsOfTheLastWrite() {
    assertThat(rhythm.isDue(CUT_OFF)).isTrue();
    assertThat(rhythm.rests()).isFalse();
    write(CUT_OFF);
    assertThat(rhythm.isDue(CUT_OFF)).isFalse();
    assertThat(rhythm.isDue(CALM)).isTrue();
    pass(Duration.ofMillis(199));
    assertThat(rhythm.rests()).isTrue();
    pass(Duration.ofMillis(1));
    assertThat(rhythm.rests()).isFalse();
  }

  @Test
  void afterAFailureItRestsForASecondAndThenSaysAgainWhatWasSaidBefore() {
    rhythm.tries();
    rhythm.failed();
    pass(Duration.ofMillis(999));
    assertThat(rhythm.rests()).isTrue();
    pass(Duration.ofMillis(1));
    assertThat(rhythm.rests()).isFalse();
    assertThat(rhythm.isDue(CALM)).as("what others read is not known").isTrue();
    write(CALM);
    pass(VoteRhythm.GAP);
    assertThat(rhythm.isDue(CALM)).isFalse();
  }
}
