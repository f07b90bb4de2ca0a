package dev.holdfast.vote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.signal.Vote;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** When an observer says that it is ill itself, and names nobody. */
class AbstentionTest {
  private static final String OUT = "ASSS";

  /** A first missed probe: it is one of many signs that we are cut off, and names nobody. */
  private static final String ONE_MISS = "AAS";

  private static Plot plot() {
    return new Plot();
  }

  private static Plot missing(int count, String zone, String answers, Plot plot) {
    for (int i = 0; i < count; i++) plot.node("out-" + zone + i, zone, answers);
    return plot;
  }

  static Stream<Arguments> abstainers() {
    return Stream.of(
        Arguments.of("no other node has answered it yet", plot()),
        Arguments.of("no other node has answered it yet", plot().node("n", "", "SSSS")),
        Arguments.of(
            "no other node has answered it yet", plot().from("a", "own").node("own", "a", "AAA")),
        Arguments.of("reaches no node but its own", plot().node("n", "", OUT)),
        Arguments.of(
            "reaches no node but its own",
            plot().from("a", "own").node("own", "a", "AAA").node("n", "b", OUT)),
        Arguments.of("reaches 3 of 20 nodes", missing(17, "", OUT, plot().well(3, ""))),
        Arguments.of("reaches 9 of 20 nodes", missing(11, "", OUT, plot().well(9, ""))),
        Arguments.of("reaches 9 of 20 nodes", missing(11, "", ONE_MISS, plot().well(9, ""))),
        Arguments.of(
            "reaches no node of its own zone a",
            missing(2, "a", OUT, plot().from("a", "").well(9, "b"))),
        Arguments.of(
            "reaches no node of its own zone a",
            missing(2, "a", OUT, plot().from("a", "own").node("own", "a", "AAA").well(9, "b"))),
        Arguments.of(
            "reaches no node of its own zone a",
            missing(2, "a", ONE_MISS, plot().from("a", "").well(9, "b"))),
        Arguments.of(
            "reaches no node outside of its zone a",
            missing(1, "c", OUT, missing(1, "b", OUT, plot().from("a", "").well(9, "a")))),
        Arguments.of(
            "misses 1001 nodes, more than can be named",
            missing(1001, "", OUT, plot().well(1001, ""))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("abstainers")
  void whoIsLikelyCutOffAbstainsAndSaysWhy(String why, Plot plot) {
    var vote = plot.vote();

    assertThat(vote.abstains()).isEqualTo(why);
    assertThat(vote.nodes()).isEmpty();
    assertThat(vote.pods()).isEmpty();
  }

  static Stream<Arguments> voters() {
    return Stream.of(
        Arguments.of("half of all", 10, missing(10, "", OUT, plot().well(10, ""))),
        Arguments.of(
            "most, but they never answered", 11, missing(11, "", "SSSS", plot().well(9, ""))),
        Arguments.of(
            "the only other node of its zone",
            1,
            missing(1, "a", OUT, plot().from("a", "own").node("own", "a", "AAA").well(9, "b"))),
        Arguments.of(
            "the only node of the only other zone",
            1,
            missing(1, "b", OUT, plot().from("a", "").well(9, "a"))),
        Arguments.of(
            "another zone as a whole",
            3,
            missing(3, "b", OUT, plot().from("a", "").well(3, "a").well(3, "c"))),
        Arguments.of(
            "a part of its own zone", 2, missing(2, "a", OUT, plot().from("a", "").well(4, "a"))),
        Arguments.of(
            "all of a zone, where nobody says which is its own",
            3,
            missing(3, "a", OUT, plot().from("", "").well(9, "b"))),
        Arguments.of(
            "nodes without a zone are neither near nor far",
            2,
            missing(2, "", OUT, plot().from("a", "").well(3, "a"))),
        Arguments.of(
            "as many as can be named", 1000, missing(1000, "", OUT, plot().well(1000, ""))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("voters")
  void whoHasAControlLeftNamesWhatItMisses(String what, int named, Plot plot) {
    var vote = plot.vote();

    assertThat(vote.abstains()).as(what).isNull();
    assertThat(vote.nodes()).hasSize(named);
  }

  /**
   * The phases of probes are spread over a second: while an observer is being cut off the number of
   * nodes with three misses climbs from none to all, and a vote in between would be believed.
   */
  @Test
  void whoIsBeingCutOffNamesNobodyOnTheWay() {
    for (int thirds = 0; thirds <= 20; thirds++) {
      var plot = missing(thirds, "a", "ASSS", plot());
      assertThat(missing(20 - thirds, "b", "AASS", plot).vote())
          .as("%d of 20 nodes have missed three", thirds)
          .satisfies(vote -> assertThat(vote.abstains()).isNotNull())
          .extracting(Vote::nodes)
          .isEqualTo(Map.of());
    }
  }

  /** Others may have known for long that the node is silent: not to name it would contradict. */
  @ParameterizedTest
  @CsvSource({
    "'', 1, true",
    "S, 1, true",
    "SS, 2, true",
    "SS, 14, true",
    "SSS, 3, false",
    "AS, 2, false",
    "'', 15, false",
    "SS, 15, false",
  })
  void whoHasJustBegunAbstainsUntilItHasLookedThriceAtANodeThatNeverAnswered(
      String answers, long secondsAgo, boolean abstains) {
    var recount = Recount.from(Plot.LONG_AGO, Plot.NOW.minusSeconds(secondsAgo));

    var vote = plot().well(10, "").node("n", "", answers).vote(recount);

    assertThat(vote.abstains() != null).isEqualTo(abstains);
  }
}
