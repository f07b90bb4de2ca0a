package dev.holdfast.plan;

import static dev.holdfast.incident.Resolution.OPEN;
import static dev.holdfast.incident.Resolution.RECOVERED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.Recovery.Action;
import dev.holdfast.api.Recovery.Rung;
import dev.holdfast.health.Hold;
import dev.holdfast.incident.Course;
import dev.holdfast.incident.History;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.Intent;
import dev.holdfast.incident.Intent.Purpose;
import dev.holdfast.incident.LadderPosition;
import dev.holdfast.incident.Phases;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.incident.Retry;
import dev.holdfast.incident.Sighting;
import dev.holdfast.incident.Step;
import dev.holdfast.signal.PodRef;
import dev.holdfast.signal.WorkloadRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Times of the memory, as seconds from noon on. */
class ClockAheadTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final int HOUR = 3600;
  private static final int LONGEST = 120; // of Migrate, by default
  private static final List<Rung> RUNGS =
      List.of(new Rung(Action.Restart, null, 2), new Rung(Action.Migrate, null, 1));

  @Test
  void anAttemptThatMayStillSucceedHasAsMuchTimeAsOneOfNow() {
    assertThat(seen(attempted(HOUR)).ladder().deadline()).isEqualTo(at(LONGEST));
  }

  @Test
  void aBackOffIsOver() {
    assertThat(seen(exhausted(HOUR)).ladder().backOffUntil()).isEqualTo(NOON);
  }

  @Test
  void aStepThatWasRefusedIsDueAndNotForgotten() {
    assertThat(seen(refused(HOUR)).retry()).isEqualTo(refused(0).retry());
  }

  @Test
  void aStepThatMayStillComeToBeCountsAsRecordedNow() {
    assertThat(corrected(recorded(HOUR)).intents())
        .extracting(Intent::recordedAt)
        .containsOnly(NOON);
  }

  @Test
  void whatHasHappenedDoesNotLieAhead() {
    var closed =
        incident().decided(at(HOUR), NOON).acted(at(HOUR), at(HOUR)).closed(RECOVERED, at(HOUR));
    assertThat(seen(closed).phases()).isEqualTo(new Phases(NOON, NOON, null, NOON, NOON, NOON));
  }

  @Test
  void whatFallsIllAgainInheritsNoBackOffFromAnHourAhead() {
    var closed = exhausted(HOUR).closed(RECOVERED, NOON);
    assertThat(seen(closed).ladder().backOffUntil()).isEqualTo(NOON);
  }

  /** Or a leader would shorten its own waits. */
  @Property
  void whatNoClockWasAheadForIsLeftAlone(
      @ForAll @IntRange(min = -HOUR, max = LONGEST) int deadline,
      @ForAll @IntRange(min = -HOUR, max = 30 * 60) int backOff,
      @ForAll @IntRange(min = -HOUR, max = 60) int retry,
      @ForAll @IntRange(min = -HOUR, max = 0) int recorded) {
    for (var incident : List.of(attempted(deadline), exhausted(backOff), refused(retry))) {
      assertThat(seen(incident)).isEqualTo(incident);
    }
    assertThat(corrected(recorded(recorded))).isEqualTo(recorded(recorded));
  }

  private static Incident attempted(int deadline) {
    return incident().with(LadderPosition.BOTTOM.attempted(at(deadline)));
  }

  private static Incident exhausted(int backOff) {
    return incident().with(LadderPosition.BOTTOM.exhausted(at(backOff)));
  }

  private static Incident refused(int retry) {
    return incident().refused(new Retry(new Hold("Why", "", ""), at(retry), 1));
  }

  private static Incident incident() {
    return new Incident(
        "a",
        new WorkloadRef("Deployment", "web", "u", "0"),
        new Sighting("NotReady", "", "p", "uid-p", "uid-p", "n"),
        Course.begun(Phases.detected(NOON, NOON), LadderPosition.BOTTOM, NOON),
        OPEN);
  }

  private static PolicyMemory recorded(int seconds) {
    var step = new Step.Evict(new PodRef("shop", "p", "uid-p"));
    var within = Duration.ofSeconds(60);
    var intent =
        new Intent("a-1", step, "a", "n", Purpose.FAULTY_POD, "Restart", within, at(seconds));
    return new PolicyMemory(List.of(incident()), List.of(intent), History.EMPTY);
  }

  private static Incident seen(Incident incident) {
    return corrected(new PolicyMemory(List.of(incident), List.of(), History.EMPTY))
        .incidents()
        .getFirst();
  }

  private static PolicyMemory corrected(PolicyMemory memory) {
    return ClockAhead.of(RUNGS, NOON).corrected(memory);
  }

  private static Instant at(int seconds) {
    return NOON.plusSeconds(seconds);
  }
}
