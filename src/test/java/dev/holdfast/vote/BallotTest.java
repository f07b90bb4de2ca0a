package dev.holdfast.vote;

import static dev.holdfast.vote.Plot.NOW;
import static dev.holdfast.vote.Plot.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.signal.ProbeAnswer;
import dev.holdfast.signal.ProbeRun;
import dev.holdfast.signal.Vote;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BallotTest {
  private static Plot tenThatAnswer() {
    return new Plot().well(10, "");
  }

  private static Vote.Miss missed(Vote vote, String uid) {
    return Objects.requireNonNull(vote.nodes().get(uid), "not named: " + uid);
  }

  @ParameterizedTest
  @CsvSource({
    "AAS, false",
    "ASS, false",
    "SSS, true",
    "ASSS, true",
    "AHHH, true",
    "ARRR, true",
    "AHSS, false",
    "SSHSS, false",
    "SSASS, false",
    "AHSSS, true",
    "SSSA, false",
  })
  void aNodeIsNamedThatBroughtThreeMissesInARowWithTheSameAnswer(String answers, boolean named) {
    assertThat(tenThatAnswer().node("n", "", answers).vote().nodes().containsKey("n"))
        .isEqualTo(named);
  }

  @ParameterizedTest
  @CsvSource({
    "ASSS, SILENT, 2, true",
    "ASSSS, SILENT, 3, true",
    "AHSSS, SILENT, 3, true",
    "ARRR, REFUSED, 2, true",
    "AHHH, HUNG, 2, true",
    "SSS, SILENT, 2, false",
  })
  void aMissIsAsOldAsTheFirstProbeThatWasNotAnswered(
      String answers, ProbeAnswer answer, long age, boolean answeredBefore) {
    assertThat(missed(tenThatAnswer().node("n", "", answers).vote(), "n"))
        .isEqualTo(new Vote.Miss(answer, seconds(age), answeredBefore, null));
  }

  @Test
  void aNodesMissTellsHowLongAgoTheYoungestProbeWasSentThatAPodThereAnswered() {
    var vote =
        tenThatAnswer()
            .node("n", "", "ASSS")
            .pod("old", "n", "AASSS")
            .pod("young", "n", "AAAAS")
            .pod("unprobed", "n", "")
            .pod("elsewhere", "well-0", "AAAA")
            .vote();

    assertThat(missed(vote, "n").podAnswered()).isEqualTo(seconds(1));
  }

  @Test
  void withoutAPodThatEverAnsweredThereIsNoSignOfLife() {
    var vote = tenThatAnswer().node("n", "", "ASSS").pod("p", "n", "SSSS").vote();

    assertThat(missed(vote, "n").podAnswered()).isNull();
  }

  @Test
  void podsAreNamedLikeNodes() {
    var vote = tenThatAnswer().pod("p", "well-0", "ARRR").pod("q", "well-0", "ARR").vote();

    assertThat(vote.pods())
        .isEqualTo(Map.of("p", new Vote.Miss(ProbeAnswer.REFUSED, seconds(2), true, null)));
    assertThat(vote.nodes()).isEmpty();
  }

  @Test
  void aNodeThatIsNotProbedIsNamedAsOneThatNeverAnswered() {
    var vote = tenThatAnswer().node("n", "", "").vote();

    assertThat(vote.probed()).isEqualTo(10);
    assertThat(vote.nodes())
        .containsExactly(
            Map.entry("n", new Vote.Miss(ProbeAnswer.SILENT, seconds(0), false, null)));
  }

  @Test
  void aNodeThatBringsNowThisAndNowThatIsMissedAsOneFromWhichSomethingComesBack() {
    var vote = tenThatAnswer().node("n", "", "ASRSRSRSRSRS").node("m", "", "ASRSRS").vote();

    assertThat(vote.nodes())
        .containsExactly(Map.entry("n", new Vote.Miss(ProbeAnswer.HUNG, seconds(10), true, null)));
  }

  @Test
  void itIsSignedWithNamePlaceAndNumber() {
    var vote = tenThatAnswer().from("a", "n1").vote();

    assertThat(vote).isEqualTo(new Vote("me", "a", "n1", 7, null, 10, Map.of(), Map.of()));
  }

  /** The engine reads the clock by itself, and may be a moment ahead of the ballot. */
  @Test
  void noMissIsYoungerThanNothing() {
    var plot = tenThatAnswer();
    plot.runs()
        .put(
            "p",
            ProbeRun.first(ProbeAnswer.HUNG, NOW.plusMillis(1))
                .next(ProbeAnswer.HUNG, NOW.plusMillis(2))
                .next(ProbeAnswer.HUNG, NOW.plusMillis(3)));

    assertThat(plot.vote().pods().values()).extracting(Vote.Miss::age).containsExactly(seconds(0));
  }
}
