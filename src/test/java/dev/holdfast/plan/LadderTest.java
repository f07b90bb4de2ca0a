package dev.holdfast.plan;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.Recovery;
import dev.holdfast.api.Recovery.Action;
import dev.holdfast.api.Recovery.Rung;
import dev.holdfast.fault.Fault;
import dev.holdfast.incident.LadderPosition;
import dev.holdfast.plan.Ladder.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LadderTest {
  private static final Fault NOT_READY = new Fault.NotReady(pod("{name: p, node: n}"), NOON, "");
  private static final Fault LOST = new Fault.NodeLost(pod("{name: p, node: n}"), NOON, "");
  private static final Fault IMPAIRED =
      new Fault.OnImpairedNode(pod("{name: p, node: n}"), NOON, "");
  private static final Ladder USUAL =
      new Ladder(Recovery.DEFAULT_LADDER, WorkloadClass.REPLACEABLE);

  @Test
  void climbsFromRestartToMigrateAndThenGivesUp() {
    assertThat(climb(USUAL, NOT_READY)).containsExactly("Restart", "Restart", "Migrate");
  }

  @Test
  void aNodeThatIsIllIsLeftAtOnce() {
    assertThat(climb(USUAL, LOST)).containsExactly("Migrate");
    assertThat(climb(USUAL, IMPAIRED)).containsExactly("Migrate");
  }

  @Test
  void anIdentityIsRestartedOnce() {
    var ladder = new Ladder(Recovery.DEFAULT_LADDER, WorkloadClass.IDENTITY);
    assertThat(climb(ladder, NOT_READY)).containsExactly("Restart", "Migrate");
  }

  @Test
  void withoutMigrateALostNodeHasNoRung() {
    var ladder =
        new Ladder(List.of(new Rung(Action.Restart, null, null)), WorkloadClass.REPLACEABLE);
    assertThat(ladder.next(LadderPosition.BOTTOM, LOST, NOON))
        .isEqualTo(new Next.NoRung("Migrate"));
  }

  @ParameterizedTest(name = "after {0} exhausted ladders: {1} s")
  @CsvSource({"0, 60", "1, 120", "2, 240", "4, 960", "5, 1800", "6, 1800", "1000000, 1800"})
  void theBackOffDoublesFromAMinuteToHalfAnHour(int exhaustions, long seconds) {
    var position = new LadderPosition(1, 1, null, exhaustions, null);
    assertThat(USUAL.exhausted(position, NOON))
        .isEqualTo(new LadderPosition(0, 0, null, exhaustions + 1, NOON.plusSeconds(seconds)));
  }

  @Property
  void nothingIsTriedBeforeADeadlineOrABackOffIsOver(
      @ForAll @IntRange(max = 3) int rung,
      @ForAll @IntRange(max = 3) int attempts,
      @ForAll @IntRange(min = 1, max = 600) int seconds,
      @ForAll boolean backOff) {
    var until = NOON.plusSeconds(seconds);
    var position =
        backOff
            ? new LadderPosition(rung, attempts, null, 1, until)
            : new LadderPosition(rung, attempts, until, 0, null);
    for (var fault : List.of(NOT_READY, LOST, IMPAIRED)) {
      assertThat(USUAL.next(position, fault, until.minusMillis(1)))
          .isEqualTo(new Next.Wait(until, backOff));
      assertThat(USUAL.next(position, fault, until)).isNotInstanceOf(Next.Wait.class);
    }
  }

  /** However long a ladder is written, each of its attempts is made, and no more. */
  @Property
  void everyAttemptIsMadeOnce(
      @ForAll @IntRange(min = 1, max = 10) int restarts,
      @ForAll @IntRange(min = 1, max = 10) int moves) {
    var rungs =
        List.of(new Rung(Action.Restart, null, restarts), new Rung(Action.Migrate, null, moves));
    var ladder = new Ladder(rungs, WorkloadClass.REPLACEABLE);
    assertThat(climb(ladder, NOT_READY)).hasSize(restarts + moves);
    assertThat(climb(ladder, LOST)).hasSize(moves);
  }

  private static List<String> climb(Ladder ladder, Fault fault) {
    var tried = new ArrayList<String>();
    var position = LadderPosition.BOTTOM;
    Instant now = NOON;
    while (ladder.next(position, fault, now) instanceof Next.Try next) {
      tried.add(next.rung().action().name());
      position = next.position().attempted(now.plus(next.rung().within().value()));
      now = now.plus(Duration.ofMinutes(5));
    }
    assertThat(ladder.next(position, fault, now)).isInstanceOf(Next.Exhausted.class);
    assertThat(ladder.isSpent(position)).isTrue();
    return tried;
  }
}
