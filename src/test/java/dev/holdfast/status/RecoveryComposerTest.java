package dev.holdfast.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.DurationFormat;
import dev.holdfast.api.Objective;
import dev.holdfast.api.RecoveryStatus;
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
import dev.holdfast.ledger.Edge;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.Service;
import dev.holdfast.signal.WorkloadRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How well recovery works as people read it. */
class RecoveryComposerTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final Ledger UP =
      Ledger.opened(NOW.minus(Duration.ofHours(720)))
          .then(Edge.at(NOW.minus(Duration.ofHours(720)), Service.UP))
          .vouchedUntil(NOW);

  @Test
  void beforeTheFirstFaultNothingIsSaid() {
    assertThat(RecoveryComposer.compose(PolicyMemory.EMPTY, UP, Objective.DEFAULT, NOW)).isNull();
  }

  @Test
  void ratesAndTimesAreWrittenWithWhatIsKnownOfThem() {
    var recovery =
        recovery(recovered(7, 1), recovered(9, 3), new Closed(NOW, Ending.SELF_HEALED, null));

    assertThat(recovery.rate()).isEqualTo("100%");
    assertThat(recovery.judged()).isEqualTo(2);
    assertThat(recovery.lowerBound()).isEqualTo("34.238%");
    assertThat(recovery.upperBound()).isEqualTo("100%");
    assertThat(recovery.selfHealed()).isEqualTo(1);
    assertThat(recovery.mttr()).isEqualTo("10s");
    assertThat(recovery.detect()).isEqualTo(new RecoveryStatus.Spread(7.0, 9.0, 9.0));
    assertThat(recovery.ready()).isEqualTo(new RecoveryStatus.Spread(1.0, 3.0, 3.0));
    assertThat(recovery.total()).isEqualTo(new RecoveryStatus.Spread(8.0, 12.0, 12.0));
    assertThat(Objects.requireNonNull(recovery.betweenFaults()).mean()).isEqualTo("10d");
  }

  @Test
  void withoutAnOutcomeThereIsNoRate() {
    var recovery = recovery(new Closed(NOW, Ending.SELF_HEALED, null));

    assertThat(recovery.rate()).isNull();
    assertThat(recovery.lowerBound()).isNull();
    assertThat(recovery.mttr()).isNull();
    assertThat(recovery.total()).isNull();
  }

  @Test
  void anOutageThatAHumanEndsStaysInTheMeanTimeToRecovery() {
    var since = NOW.minus(Duration.ofHours(3));
    var before = List.of(recovered(7, 1), recovered(9, 3));
    var open = incident(since);
    var promised = Objective.DEFAULT.recoveryTime().value();
    var ended = Closed.of(open.closed(Resolution.REPLACED_BY_OTHERS, NOW), promised, NOW);
    var after = Stream.concat(before.stream(), ended.stream()).toList();

    var ongoing = recovery(before, List.of(open));
    var over = recovery(after, List.of());

    assertThat(ongoing.mttr()).isEqualTo("1h30m10s");
    assertThat(over.mttr()).isEqualTo(ongoing.mttr());
    assertThat(over.total()).isEqualTo(ongoing.total());
    assertThat(over.total()).isEqualTo(new RecoveryStatus.Spread(12.0, null, 10_800.0));
  }

  private static Incident incident(Instant since) {
    return new Incident(
        "i",
        new WorkloadRef("Deployment", "web", "u", "0"),
        new Sighting("NotReady", "not ready", "p", "u-p", "u-p", "n"),
        Course.begun(Phases.detected(since, since), LadderPosition.BOTTOM, since),
        Resolution.OPEN);
  }

  /** More of them than are kept. */
  @Test
  void howOftenAWorkloadFailsIsKnownHoweverOftenItDoes() {
    var every = Duration.ofMinutes(40);
    var closed =
        IntStream.range(0, 1000)
            .mapToObj(i -> NOW.minus(every.multipliedBy(1000 - i)))
            .map(at -> new Closed(at, Ending.SELF_HEALED, null));

    var between = Objects.requireNonNull(recovery(closed.toArray(Closed[]::new)).betweenFaults());

    assertThat(every)
        .isBetween(
            DurationFormat.parse(between.atLeast()),
            DurationFormat.parse(Objects.requireNonNull(between.atMost())));
  }

  private static RecoveryStatus recovery(Closed... closed) {
    return recovery(List.of(closed), List.of());
  }

  private static RecoveryStatus recovery(List<Closed> closed, List<Incident> open) {
    var memory = new PolicyMemory(open, List.of(), new History(closed, Removals.NONE));
    @Nullable RecoveryStatus said = RecoveryComposer.compose(memory, UP, Objective.DEFAULT, NOW);
    return Objects.requireNonNull(said);
  }

  private static Closed recovered(long detect, long ready) {
    var timing =
        new Timing(
            Duration.ofSeconds(detect), Duration.ZERO, Duration.ZERO, Duration.ofSeconds(ready));
    return new Closed(NOW, Ending.IN_TIME, timing);
  }
}
