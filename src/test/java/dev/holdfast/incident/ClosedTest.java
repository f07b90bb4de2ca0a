package dev.holdfast.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.signal.WorkloadRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a closed incident counts as, where two minutes are promised. */
class ClosedTest {
  private static final Instant SINCE = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration PROMISED = Duration.ofMinutes(2);

  @ParameterizedTest(name = "{0} after {1} s: {2}")
  @CsvSource({
    "RECOVERED, 120, IN_TIME",
    "RECOVERED, 121, LATE",
    "SELF_HEALED, 120, SELF_HEALED",
    "SELF_HEALED, 121, LATE",
    "REPLACED_BY_OTHERS, 120, BY_OTHERS",
    "REPLACED_BY_OTHERS, 121, LATE"
  })
  void whatLastsLongerThanPromisedIsLateHoweverItEnds(Resolution how, long seconds, Ending ending) {
    assertThat(closed(how, seconds).map(Closed::ending)).contains(ending);
  }

  @ParameterizedTest
  @CsvSource({"OPEN", "OBSOLETE"})
  void whatIsOpenOrWantedNoMoreIsNotJudged(Resolution how) {
    assertThat(closed(how, 10)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"RECOVERED, true", "SELF_HEALED, false", "REPLACED_BY_OTHERS, false"})
  void onlyOurOwnRecoveriesHaveTimesAndTheseAddUp(Resolution how, boolean timed) {
    var timing = closed(how, 30).map(Closed::timing);

    assertThat(timing.map(Timing::total))
        .isEqualTo(timed ? Optional.of(Duration.ofSeconds(30)) : Optional.empty());
  }

  /** Ours say it phase by phase. */
  @ParameterizedTest
  @CsvSource({
    "SELF_HEALED, 121, true",
    "REPLACED_BY_OTHERS, 121, true",
    "SELF_HEALED, 120, false",
    "RECOVERED, 121, false"
  })
  void howLongItLastedIsKeptOfWhatWasLateAndEndedWithoutUs(
      Resolution how, long seconds, boolean kept) {
    assertThat(closed(how, seconds).map(Closed::lasted))
        .isEqualTo(kept ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty());
  }

  private static Optional<Closed> closed(Resolution how, long seconds) {
    var end = SINCE.plusSeconds(seconds);
    var phases =
        Phases.detected(SINCE, SINCE.plusSeconds(7))
            .decided(SINCE.plusSeconds(8))
            .acted(SINCE.plusSeconds(9));
    var incident =
        new Incident(
            "i",
            new WorkloadRef("Deployment", "web", "u", "0"),
            new Sighting("NotReady", "not ready", "p", "u-p", "u-p", "n"),
            Course.begun(phases, LadderPosition.BOTTOM, SINCE),
            Resolution.OPEN);
    return Closed.of(incident.closed(how, end), PROMISED, end);
  }
}
