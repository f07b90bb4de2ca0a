package dev.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Of a sum that a window cuts in two the bounds hold whatever the part can have been. */
class BlockTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant NOON = START.plus(Duration.ofHours(12));
  private static final Instant END = START.plus(Duration.ofDays(1));

  /** It was down for all that nobody watched. */
  @Test
  void unwatchedTimeMayAllLieInTheWindow() {
    var up = Timeline.EMPTY.then(Edge.at(START, Service.UP));
    var day = new Block(START, END, up.unknown(START, NOON).tally(START, END));

    var seen = Availability.of(day.tally(START, NOON));

    assertThat(seen.lower()).isZero();
    assertThat(seen.upper()).isEqualTo(1);
  }

  @Test
  void aSumThatWasDownAllDayWasDownInEachPart() {
    var down = Timeline.EMPTY.then(Edge.at(START, Service.DOWN));
    var day = new Block(START, END, down.tally(START, END));

    var seen = Availability.of(day.tally(NOON, NOON.plusSeconds(60)));

    assertThat(seen.upper()).isZero();
    assertThat(seen.lower()).isZero();
  }

  /** Up, then down, then unwatched while it was down or not: whatever the window cuts out of it. */
  @Property
  void theTruthOfEachPartLiesWithinItsBounds(
      @ForAll @IntRange(min = 0, max = 600) int up,
      @ForAll @IntRange(min = 1, max = 600) int down,
      @ForAll @IntRange(min = 0, max = 1440) int from,
      @ForAll @IntRange(min = 1, max = 1440) int minutes,
      @ForAll boolean downWhileNobodyWatched) {
    var seen = Timeline.EMPTY.then(Edge.at(START, Service.UP)).then(at(up, Service.DOWN));
    var truth = downWhileNobodyWatched ? seen : seen.then(at(up + down, Service.UP));
    var day = new Block(START, END, seen.then(at(up + down, Service.UNKNOWN)).tally(START, END));
    var start = minute(from);
    var end = minute(from + minutes);
    if (end.isAfter(END)) return;

    var part = Availability.of(day.tally(start, end));

    double truly = 1 - truth.tally(start, end).down().toMinutes() / (double) minutes;
    assertThat(truly).isBetween(part.lower() - 1e-9, part.upper() + 1e-9);
    assertThat(part.tally().total()).isCloseTo(Duration.ofMinutes(minutes), Duration.ofNanos(9));
  }

  private static Edge at(int minute, Service to) {
    return Edge.at(minute(minute), to);
  }

  private static Instant minute(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }
}
