package dev.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.incident.Closed;
import dev.holdfast.incident.Course;
import dev.holdfast.incident.Ending;
import dev.holdfast.incident.History;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.LadderPosition;
import dev.holdfast.incident.Phases;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.incident.Removals;
import dev.holdfast.incident.Resolution;
import dev.holdfast.incident.Sighting;
import dev.holdfast.incident.Timing;
import dev.holdfast.signal.WorkloadRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recovery rate: who is counted, who is not, and how sure one can be of it. */
class RecoveriesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration PROMISED = Duration.ofMinutes(2);
  private static final Duration MONTH = Duration.ofDays(30);

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({
    "1, 1, 0.21, 1.00",
    "3, 3, 0.44, 1.00",
    "5, 5, 0.57, 1.00",
    "9, 10, 0.60, 0.98",
    "10, 10, 0.72, 1.00",
    "30, 30, 0.887, 1.00",
    "100, 100, 0.963, 1.00"
  })
  void theIntervalIsWilsons(int inTime, int judged, double lower, double upper) {
    var range =
        of(List.of(many(Ending.IN_TIME, inTime), many(Ending.LATE, judged - inTime)))
            .interval()
            .orElseThrow();

    assertThat(range.lower()).isCloseTo(lower, within(0.005));
    assertThat(range.upper()).isCloseTo(upper, within(0.005));
  }

  @Test
  void withNothingToJudgeByThereIsNoRate() {
    var healed = of(List.of(many(Ending.SELF_HEALED, 3), many(Ending.BY_OTHERS, 2)));

    assertThat(healed.rate()).isEmpty();
    assertThat(healed.interval()).isEmpty();
    assertThat(healed.selfHealed()).isEqualTo(3);
    assertThat(healed.byOthers()).isEqualTo(2);
  }

  @Test
  void whatWentAwayByItselfFlattersNoRate() {
    var mixed =
        of(List.of(many(Ending.SELF_HEALED, 90), many(Ending.IN_TIME, 1), many(Ending.LATE, 1)));

    assertThat(mixed.rate()).hasValue(0.5);
  }

  @Test
  void anOngoingFaultIsFailedOnceItsTimeIsOver() {
    var young = ongoing(PROMISED.minusSeconds(1));
    var overdue = ongoing(PROMISED.plusSeconds(1));

    assertThat(young.rate()).isEmpty();
    assertThat(young.ongoing()).hasSize(1);
    assertThat(overdue.rate()).hasValue(0);
    assertThat(overdue.failed()).isEqualTo(1);
    assertThat(overdue.faults()).isEqualTo(1);
  }

  @Test
  void whatEndedBeforeTheWindowDoesNotCount() {
    var old = new Closed(NOW.minus(MONTH).minusSeconds(1), Ending.LATE, null);

    assertThat(Recoveries.of(memory(List.of(old), List.of()), PROMISED, MONTH, NOW).faults())
        .isZero();
  }

  @Test
  void theLongestOutageMayBeOneThatGoesOn() {
    var memory = memory(many(Ending.IN_TIME, 3), List.of(incident(Duration.ofHours(1))));
    var all = Recoveries.of(memory, PROMISED, MONTH, NOW);

    assertThat(all.totals().max()).contains(Duration.ofHours(1));
    assertThat(all.totals().quantile(0.5)).contains(Duration.ofSeconds(10));
    assertThat(all.totals().quantile(0.95)).isEmpty();
  }

  private static Recoveries of(List<List<Closed>> closed) {
    var entries = closed.stream().flatMap(List::stream).toList();
    return Recoveries.of(memory(entries, List.of()), PROMISED, MONTH, NOW);
  }

  private static Recoveries ongoing(Duration lasting) {
    return Recoveries.of(memory(List.of(), List.of(incident(lasting))), PROMISED, MONTH, NOW);
  }

  private static List<Closed> many(Ending ending, int count) {
    var timing =
        new Timing(
            Duration.ofSeconds(7), Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(2));
    boolean recovered = ending == Ending.IN_TIME || ending == Ending.LATE;
    return Collections.nCopies(
        count, new Closed(NOW.minusSeconds(60), ending, recovered ? timing : null));
  }

  private static PolicyMemory memory(List<Closed> closed, List<Incident> open) {
    return new PolicyMemory(open, List.of(), new History(closed, Removals.NONE));
  }

  private static Incident incident(Duration lasting) {
    var since = NOW.minus(lasting);
    return new Incident(
        "i",
        new WorkloadRef("Deployment", "web", "u", "0"),
        new Sighting("NotReady", "not ready", "p", "u-p", "u-p", "n"),
        Course.begun(Phases.detected(since, since), LadderPosition.BOTTOM, since),
        Resolution.OPEN);
  }
}
