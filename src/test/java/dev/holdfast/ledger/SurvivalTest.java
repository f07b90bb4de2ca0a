package dev.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Quantiles of outages of which some go on. */
class SurvivalTest {
  @Test
  void whatGoesOnCountsAsLongAsItLasted() {
    var survival = new Survival(seconds(1, 2, 3, 4), seconds(5, 5));

    assertThat(survival.quantile(0.5)).contains(Duration.ofSeconds(3));
    assertThat(survival.quantile(0.95)).isEmpty();
    assertThat(survival.max()).contains(Duration.ofSeconds(5));
  }

  /** Worked by hand: 5/6, then 5/6 * 3/4, then * 1/2, and nobody is left at 9. */
  @Test
  void whoLeavesEarlyIsNotAtRiskLater() {
    var survival = new Survival(seconds(1, 3, 6, 9), seconds(2, 4));

    assertThat(survival.quantile(1 / 6.0)).contains(Duration.ofSeconds(1));
    assertThat(survival.quantile(0.3)).contains(Duration.ofSeconds(3));
    assertThat(survival.quantile(0.5)).contains(Duration.ofSeconds(6));
    assertThat(survival.quantile(1)).contains(Duration.ofSeconds(9));
  }

  @Test
  void ofNothingNothingIsKnown() {
    var survival = new Survival(List.of(), List.of());

    assertThat(survival.quantile(0.5)).isEmpty();
    assertThat(survival.max()).isEmpty();
  }

  @Property
  void withNothingGoingOnItIsTheNearestRank(
      @ForAll @Size(min = 1, max = 50) List<@IntRange(max = 1000) Integer> values,
      @ForAll @IntRange(min = 1, max = 100) int percent) {
    var sorted = values.stream().sorted().toList();
    int rank = Math.ceilDiv(sorted.size() * percent, 100);
    var ended = values.stream().map(Duration::ofSeconds).toList();

    assertThat(new Survival(ended, List.of()).quantile(percent / 100.0))
        .contains(Duration.ofSeconds(sorted.get(rank - 1)));
  }

  @Property
  void whatGoesOnLongerThanAllNeverShortensAQuantile(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 100) Integer> ended) {
    var times = ended.stream().map(Duration::ofSeconds).toList();
    var without = new Survival(times, List.of()).quantile(0.5).orElseThrow();
    var with = new Survival(times, seconds(101)).quantile(0.5);

    assertThat(with.orElse(Duration.ofSeconds(101))).isGreaterThanOrEqualTo(without);
  }

  private static List<Duration> seconds(int... values) {
    return Arrays.stream(values).mapToObj(Duration::ofSeconds).toList();
  }
}
