package dev.holdfast.vote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.signal.ProbeAnswer;
import dev.holdfast.signal.Vote;
import dev.holdfast.signal.Vote.Miss;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What others must hear of at once, and what can wait for the next sign of life. */
class StatementTest {
  private static final Vote BEFORE = vote("a", 1, null, 20, "n", ProbeAnswer.SILENT, 3, 5);

  private static Vote vote(
      String zone,
      long sequence,
      @Nullable String abstains,
      int probed,
      String node,
      ProbeAnswer answer,
      long age,
      long podAnswered) {
    var miss =
        new Miss(
            answer,
            Duration.ofSeconds(age),
            Duration.ofSeconds(age + 1),
            Duration.ofSeconds(podAnswered));
    return new Vote("me", zone, "", sequence, abstains, probed, Map.of(node, miss), Map.of());
  }

  static Stream<Vote> news() {
    return Stream.of(
        vote("b", 1, null, 20, "n", ProbeAnswer.SILENT, 3, 5),
        vote("a", 1, "cut off", 20, "n", ProbeAnswer.SILENT, 3, 5),
        vote("a", 1, null, 20, "m", ProbeAnswer.SILENT, 3, 5),
        vote("a", 1, null, 20, "n", ProbeAnswer.HUNG, 3, 5),
        vote("a", 1, null, 20, "n", ProbeAnswer.SILENT, 3, 2),
        new Vote("me", "a", "", 1, null, 20, Map.of(), Map.of()),
        new Vote("me", "a", "", 1, null, 20, BEFORE.nodes(), BEFORE.nodes()));
  }

  static Stream<Vote> sameAgain() {
    return Stream.of(
        vote("a", 2, null, 20, "n", ProbeAnswer.SILENT, 3, 5),
        vote("a", 1, null, 21, "n", ProbeAnswer.SILENT, 3, 5),
        vote("a", 1, null, 20, "n", ProbeAnswer.SILENT, 8, 10));
  }

  @ParameterizedTest
  @MethodSource("news")
  void whatSaysSomethingElseIsNews(Vote after) {
    assertThat(Statement.of(after)).isNotEqualTo(Statement.of(BEFORE));
  }

  @ParameterizedTest
  @MethodSource("sameAgain")
  void timePassingIsNoNews(Vote after) {
    assertThat(Statement.of(after)).isEqualTo(Statement.of(BEFORE));
  }
}
