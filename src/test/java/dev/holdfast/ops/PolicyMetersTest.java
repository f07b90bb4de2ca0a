package dev.holdfast.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ledger.Block;
import dev.holdfast.ledger.Edge;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.Service;
import dev.holdfast.ledger.Tally;
import dev.holdfast.ledger.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyMetersTest {
  private final Told told = new Told();

  @Test
  void aFollowerTellsOfNoPolicyAndALeaderThatIsNoneAnyMoreTakesAllBack() {
    told.know(Told.WEB, Told.down(Duration.ofMinutes(5)));
    assertThat(told.value("holdfast_policy_down_seconds_total")).isEqualTo(300);

    told.leads = false;
    assertThat(told.types().keySet()).doesNotContainAnyElementsOf(leaderOnly());
  }

  @Test
  void nothingIsToldOfAPolicyThatIsGoneOrWhoseAccountIsNotTakenOver() {
    told.know(Told.WEB, Told.up());
    told.know(Told.key("new"), null);
    assertThat(told.scrape()).contains("policy=\"web\"").doesNotContain("policy=\"new\"");
    assertThat(told.value("holdfast_policies_unmeasured")).isEqualTo(1);

    told.known.clear();
    assertThat(told.scrape()).doesNotContain("policy=");
  }

  @ParameterizedTest
  @CsvSource({"UP, 1", "DEGRADED, 1", "PLANNED, 0", "DOWN, 0", "UNKNOWN, "})
  void itIsAvailableOrNotAndNothingIsSaidWhileNobodyCanKnow(
      Service service, @Nullable Integer expected) {
    told.know(Told.WEB, Told.up().then(Edge.at(Told.NOW.minusSeconds(60), service)));
    if (expected == null) assertThat(told.scrape()).doesNotContain("\nholdfast_policy_available{");
    else assertThat(told.value("holdfast_policy_available")).isEqualTo((double) expected);
  }

  @Test
  void itsFirstStartIsNoOutage() {
    told.know(Told.WEB, Ledger.opened(Told.START).then(Edge.at(Told.START, Service.DOWN)));
    assertThat(told.scrape())
        .contains("holdfast_policy_objective_ratio{")
        .doesNotContain("holdfast_policy_down_seconds_total{");
  }

  @Test
  void downtimeGoesOnBetweenPassesAndTheBudgetWithIt() {
    told.know(Told.WEB, Told.down(Duration.ofSeconds(1296)));
    assertThat(told.value("holdfast_policy_down_seconds_total")).isEqualTo(1296);
    assertThat(told.value("holdfast_policy_error_budget_ratio")).isEqualTo(0.5);
    assertThat(told.value("holdfast_policy_objective_ratio")).isEqualTo(0.999);

    told.now = Told.NOW.plusSeconds(10);
    assertThat(told.value("holdfast_policy_down_seconds_total")).isEqualTo(1306);
  }

  @Test
  void downtimeNeverFallsThoughTheAccountBooksLessAndThenShowsEachRise() {
    told.know(Told.WEB, Told.down(Duration.ofSeconds(100)));
    assertThat(told.value("holdfast_policy_down_seconds_total")).isEqualTo(100);
    told.know(Told.WEB, Told.down(Duration.ofSeconds(80)));
    assertThat(told.value("holdfast_policy_down_seconds_total")).isEqualTo(100);
    told.know(Told.WEB, Told.down(Duration.ofSeconds(95)));
    assertThat(told.value("holdfast_policy_down_seconds_total")).isEqualTo(115);
  }

  @Test
  void aNewTermBeginsWithWhatTheAccountSays() {
    told.know(Told.WEB, Told.down(Duration.ofSeconds(100)));
    told.scrape();
    told.leads = false;
    told.scrape();
    told.leads = true;
    told.know(Told.WEB, Told.down(Duration.ofSeconds(90)));
    assertThat(told.value("holdfast_policy_down_seconds_total")).isEqualTo(90);
  }

  @Test
  void whoMakesPoliciesByTheThousandPushesNoOlderOneOut() {
    told.know(Told.WEB, Told.up());
    IntStream.range(0, PolicyMeters.MEASURED + 50)
        .forEach(i -> told.know(Told.key("p" + i), Told.up()));
    var text = told.scrape();
    assertThat(text.lines().filter(line -> line.startsWith("holdfast_policy_available{")))
        .hasSize(PolicyMeters.MEASURED)
        .anyMatch(line -> line.contains("policy=\"web\""));
    assertThat(told.value("holdfast_policies_unmeasured")).isEqualTo(51);
  }

  @Test
  void anAccountOfWhichNothingCanBeMadeLeavesTheSeriesOfAllOthersAsTheyAre() {
    told.know(Told.WEB, Told.up());
    told.know(Told.key("forged"), forged());

    assertThat(told.scrape()).contains("policy=\"web\"").doesNotContain("policy=\"forged\"");
    assertThat(told.value("holdfast_policies_unmeasured")).isEqualTo(1);
  }

  /** Its hour was down for 292 million years. */
  private static Ledger forged() {
    var end = Told.NOW.minusSeconds(60);
    var ever = Duration.ofMillis(Long.MAX_VALUE);
    var none = Duration.ZERO;
    var sum = new Tally(none, none, none, ever, none, none, none);
    var hour = new Block(end.minus(Duration.ofHours(1)), end, sum);
    return new Ledger(List.of(hour), Timeline.EMPTY, Told.START, end);
  }

  /** The API server lets no such name pass; a bug in it must still not forge a series. */
  @ParameterizedTest
  @CsvSource({"'a\"} 1\nholdfast_leader 7\n#'", "'back\\slash'", "'le'", "'__name__'"})
  void aNameForgesNoSeries(String name) {
    told.know(Told.key(name), Told.up());
    assertThat(told.scrape().lines().filter(line -> line.startsWith("holdfast_leader ")))
        .containsExactly("holdfast_leader 1.0");
    assertThat(told.scrape().lines().filter(line -> line.startsWith("holdfast_policy_available{")))
        .singleElement()
        .satisfies(line -> assertThat(line).endsWith("\"} 1.0"));
  }

  private static List<String> leaderOnly() {
    return Stream.of(Metric.values())
        .filter(metric -> metric.scope() == MetricScope.LEADER_ONLY)
        .map(Metric::written)
        .toList();
  }
}
