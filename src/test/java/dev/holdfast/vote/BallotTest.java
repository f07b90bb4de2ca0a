package dev.holdfast.vote;

import static dev.holdfast.vote.Plot.NOW;
import static dev.holdfast.vote.Plot.seconds;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
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
        .isEqualTo(
            new Vote.Miss(answer, seconds(age), answeredBefore ? seconds(age + 1) : null, null));
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
  void podsOfMissedNodesAreNamedLikeNodes() {
    var vote =
        tenThatAnswer()
            .node("n", "", "ASSS")
            .pod("p", "n", "ARRR")
            .pod("q", "n", "ARR")
            .pod("r", "n", "AAAA")
            .pod("unprobed", "n", "")
            .vote();

    assertThat(vote.pods())
        .isEqualTo(Map.of("p", new Vote.Miss(ProbeAnswer.REFUSED, seconds(2), seconds(3), null)));
    assertThat(vote.nodes()).containsOnlyKeys("n");
  }

  @Test
  void aPodIsNotNamedWhoseNodeAnswersOrThatNeverAnsweredItself() {
    var vote =
        tenThatAnswer()
            .node("n", "", "ASSS")
            .pod("on a node that answers", "well-0", "ASSS")
            .pod("behind a rule of the network", "n", "SSSS")
            .vote();

    assertThat(vote.pods()).isEmpty();
  }

  @Test
  void howeverManyPodsAreSilentTheNodesAreNamed() {
    var plot = tenThatAnswer().node("n", "", "ASSS");
    for (int i = 0; i <= Ballot.MOST_PODS; i++) {
      plot.pod("never-" + i, "n", "SSSS").pod("elsewhere-" + i, "well-0", "ASSS");
    }

    assertThat(plot.vote().abstains()).isNull();
    assertThat(plot.vote().nodes()).containsOnlyKeys("n");
  }

  /** Twenty crash, of which each has 110 pods, and one had 30. */
  @Test
  void ofMorePodsThanCanBeNamedEachNodeHasItsShareAndTheNodesAreNamed() {
    var plot = new Plot().well(40, "");
    for (int node = 0; node < 20; node++) {
      plot.node("n" + node, "", "ASSS");
      int pods = node == 0 ? 30 : 110;
      for (int i = 0; i < pods; i++) plot.pod("n" + node + "/" + i, "n" + node, "ASSS");
    }
    var vote = plot.vote();

    assertThat(vote.abstains()).isNull();
    assertThat(vote.nodes()).hasSize(20);
    assertThat(vote.pods()).hasSize(Ballot.MOST_PODS);
    assertThat(
            vote.pods().keySet().stream()
                .collect(groupingBy(pod -> pod.substring(0, pod.indexOf('/')), counting())))
        .hasSize(20)
        .containsEntry("n0", 30L)
        .allSatisfy((node, named) -> assertThat(named).isIn(30L, 103L, 104L));
    assertThat(VoteCodec.decode(VoteCodec.encode(vote))).contains(vote);
  }

  @Test
  void aNodeThatIsNotProbedIsNamedAsOneThatNeverAnswered() {
    var vote = tenThatAnswer().node("n", "", "").vote();

    assertThat(vote.probed()).isEqualTo(10);
    assertThat(vote.nodes())
        .containsExactly(Map.entry("n", new Vote.Miss(ProbeAnswer.SILENT, seconds(0), null, null)));
  }

  @Test
  void aNodeThatBringsNowThisAndNowThatIsMissedAsOneFromWhichSomethingComesBack() {
    var vote = tenThatAnswer().node("n", "", "ASRSRSRSRSRS").node("m", "", "ASRSRS").vote();

    assertThat(vote.nodes())
        .containsExactly(
            Map.entry("n", new Vote.Miss(ProbeAnswer.HUNG, seconds(10), seconds(11), null)));
  }

  @Test
  void itIsSignedWithNamePlaceAndNumber() {
    var vote = tenThatAnswer().from("a", "n1").vote();

    assertThat(vote).isEqualTo(new Vote("me", "a", "n1", 7, null, 10, Map.of(), Map.of()));
  }

  /** The engine reads the clock by itself, and may be a moment ahead of the ballot. */
  @Test
  void noMissIsYoungerThanNothing() {
    var plot = tenThatAnswer().node("n", "", "ASSS").pod("p", "n", "");
    plot.runs()
        .put(
            "p",
            ProbeRun.first(ProbeAnswer.ANSWERED, NOW)
                .next(ProbeAnswer.HUNG, NOW.plusMillis(1))
                .next(ProbeAnswer.HUNG, NOW.plusMillis(2))
                .next(ProbeAnswer.HUNG, NOW.plusMillis(3)));

    assertThat(plot.vote().pods().values()).extracting(Vote.Miss::age).containsExactly(seconds(0));
  }
}
