package dev.holdfast.vote;

import static dev.holdfast.vote.Plot.LONG_AGO;
import static dev.holdfast.vote.Plot.NOW;
import static dev.holdfast.vote.Plot.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.signal.ProbeAnswer;
import dev.holdfast.signal.ProbeRun;
import dev.holdfast.signal.Vote;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an observer missed before a hole in its own watching is counted anew. */
class RecountTest {
  /** How the plot looked when the hole was noticed, {@code secondsAgo}. */
  private static Recount after(String answers, long secondsAgo) {
    var then = new Plot();
    var first = Plot.run(answers);
    var moved =
        new ProbeRun(
            first.answer(),
            first.inARow(),
            first.since().minusSeconds(secondsAgo),
            shift(first.missingSince(), secondsAgo),
            shift(first.answeredAt(), secondsAgo));
    then.runs().put("n", moved);
    return Recount.from(LONG_AGO, LONG_AGO).at(NOW.minusSeconds(secondsAgo), then.runs());
  }

  private static @Nullable Instant shift(@Nullable Instant instant, long seconds) {
    return instant == null ? null : instant.minusSeconds(seconds);
  }

  private static Vote vote(String answers, Recount recount) {
    return new Plot().well(10, "").node("n", "", answers).vote(recount);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3})
  void whoMissedANodeBeforeTheHoleAbstainsUntilItMissedItThriceSince(long secondsAgo) {
    var vote =
        vote("A" + "S".repeat(10), after("A" + "S".repeat(10 - (int) secondsAgo), secondsAgo));

    assertThat(vote.abstains()).startsWith("has not looked often enough since 20");
    assertThat(vote.nodes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // the answers so far, how long ago the hole was noticed, abstains
    "AA, 0, false",
    "AAS, 0, true",
    "AASS, 1, true",
    "AASSA, 1, false",
  })
  void whatAnsweredBeforeTheHoleIsNotSaidToAnswerAfterIt(
      String answers, long secondsAgo, boolean abstains) {
    var vote = vote(answers, after("AA", secondsAgo));

    assertThat(vote.abstains() != null).isEqualTo(abstains);
  }

  /** Else one node that is half dead would take its observers' votes away for ever. */
  @ParameterizedTest
  @CsvSource({"9, true", "10, false"})
  void whatBringsNowThisAndNowThatIsNamedAfterAWhileAndKeepsNobodyFromVoting(
      long secondsAgo, boolean abstains) {
    var vote = vote("A" + "SR".repeat(10), after("A" + "SR".repeat(5), secondsAgo));

    assertThat(vote.abstains() != null).isEqualTo(abstains);
    assertThat(vote.nodes().containsKey("n")).isEqualTo(!abstains);
  }

  @Test
  void onceMissedThriceSinceItIsNamedAndNoOlderThanTheHole() {
    var vote = vote("A" + "S".repeat(10), after("A" + "S".repeat(6), 4));

    assertThat(vote.abstains()).isNull();
    assertThat(vote.nodes().get("n"))
        .isEqualTo(new Vote.Miss(ProbeAnswer.SILENT, seconds(4), seconds(10), null));
  }

  @Test
  void aNodeThatWentAfterTheHoleIsNamedAsUsual() {
    var vote = vote("AAAAASSS", after("AAA", 5));

    assertThat(vote.nodes().get("n"))
        .isEqualTo(new Vote.Miss(ProbeAnswer.SILENT, seconds(2), seconds(3), null));
  }

  @ParameterizedTest
  @CsvSource({
    // the answers so far, those when the hole was noticed, how long ago that was, named
    "ASSSRRR, ASSS, 3, true",
    "ASSSRR, ASSS, 2, false",
    "ASSASSS, ASS, 4, true",
    "AASSS, AA, 1, false",
    "AASSSS, AA, 2, true",
  })
  void anotherAnswerOrAReplyBeginsTheCountAnew(
      String answers, String before, long secondsAgo, boolean named) {
    var vote = vote(answers, after(before, secondsAgo));

    assertThat(vote.nodes().containsKey("n")).isEqualTo(named);
  }

  @Test
  void aPodThatWasMissedBeforeTheHoleIsNotNamedAndKeepsNobodyFromVoting() {
    var plot = new Plot().well(10, "").node("m", "", "ASSS").pod("n", "well-0", "ASSSSSS");

    var vote = plot.vote(after("ASSS", 3));

    assertThat(vote.abstains()).isNull();
    assertThat(vote.nodes()).containsOnlyKeys("m");
    assertThat(vote.pods()).isEmpty();
  }

  @Test
  void withoutAFurtherHoleTheCountGoesOn() {
    var recount = after("ASSS", 3);

    assertThat(recount.at(recount.since(), new Plot().runs())).isSameAs(recount);
  }
}
