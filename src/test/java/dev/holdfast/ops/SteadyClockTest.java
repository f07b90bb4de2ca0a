package dev.holdfast.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SteadyClockTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

  private long nanos = Long.MAX_VALUE - 5_000_000_000L; // overflows within each test, as it may
  private Instant wall = T0;
  private final SteadyClock clock = new SteadyClock(() -> nanos, () -> wall);

  @Test
  void itStartsAtTheWallClocksTimeAndRunsWithTheMonotonicClock() {
    assertThat(clock.now()).isEqualTo(T0);
    pass(Duration.ofHours(1));
    assertThat(clock.now()).isEqualTo(T0.plusSeconds(3600));
  }

  @ParameterizedTest
  @CsvSource({"PT1H", "PT-1H"})
  void aStepOfTheWallClockIsToldAndMovesItNot(Duration step) {
    wall = wall.plus(step);
    assertThat(clock.now()).isEqualTo(T0);
    assertThat(clock.tick()).isEqualTo(new Tick.WallStep(step));
    assertThat(clock.tick()).isEqualTo(new Tick.WallStep(step));
    assertThat(clock.now()).isEqualTo(T0);
  }

  @ParameterizedTest
  @CsvSource({"PT1S", "PT-1S", "PT0.128S"})
  void whatNtpCorrectsAndLeapSecondsAreNoSteps(Duration correction) {
    wall = wall.plus(correction);
    assertThat(clock.tick()).isEqualTo(new Tick.Steady());
  }

  @Test
  void smallStepsThatAddUpAreNoticed() {
    var found = List.of(tickAfterStep(400), tickAfterStep(400), tickAfterStep(400));
    assertThat(found)
        .containsExactly(
            new Tick.Steady(), new Tick.Steady(), new Tick.WallStep(Duration.ofMillis(1200)));
  }

  private Tick tickAfterStep(long millis) {
    wall = wall.plusMillis(millis);
    return clock.tick();
  }

  @ParameterizedTest(name = "{0} ms between two ticks: hole {1}")
  @CsvSource({"250, false", "1000, false", "1001, true", "8000, true"})
  void moreThanASecondBetweenTicksIsAHole(long millis, boolean hole) {
    pass(Duration.ofMillis(millis));
    assertThat(clock.tick())
        .isEqualTo(hole ? new Tick.Hole(Duration.ofMillis(millis)) : new Tick.Steady());
    assertThat(clock.tick()).isEqualTo(new Tick.Steady());
  }

  @Test
  void aStepDuringAHoleIsReportedAfterTheHole() {
    pass(Duration.ofSeconds(8));
    wall = wall.plusSeconds(60);
    assertThat(clock.tick()).isEqualTo(new Tick.Hole(Duration.ofSeconds(8)));
    assertThat(clock.tick()).isEqualTo(new Tick.WallStep(Duration.ofSeconds(60)));
  }

  @Property(tries = 200)
  void itNeverGoesBackWhateverTheWallClockDoes(
      @ForAll List<@IntRange(min = -10_000, max = 10_000) Integer> steps) {
    var last = clock.now();
    for (int millis : steps) {
      pass(Duration.ofMillis(1));
      wall = wall.plusMillis(millis);
      clock.tick();
      assertThat(clock.now()).isAfter(last);
      last = clock.now();
    }
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
    wall = wall.plus(time);
  }
}
