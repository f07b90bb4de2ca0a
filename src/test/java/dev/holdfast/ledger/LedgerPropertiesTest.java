package dev.holdfast.ledger;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class LedgerPropertiesTest {
  @Provide
  Arbitrary<History> any() {
    return History.any();
  }

  @Provide
  Arbitrary<History> watched() {
    return History.watched();
  }

  @Property(tries = 300)
  void theTruthLiesWithinTheBoundsOfEachWindow(
      @ForAll("watched") History history, @ForAll @IntRange(min = 1, max = 40_000) int minutes) {
    var window = Duration.ofMinutes(minutes);
    var seen = Availability.of(history.ledger(), window, history.end());
    double truth = availability(history.truth(), window, history.end());
    assertThat(truth).isBetween(seen.lower() - 1e-12, seen.upper() + 1e-12);
    assertThat(seen.value()).isBetween(seen.lower() - 1e-12, seen.upper() + 1e-12);
  }

  @Property(tries = 300)
  void theTruthLiesWithinTheBoundsWhateverHappenedWhileNobodyWatched(
      @ForAll("watched") History history,
      @ForAll @IntRange(min = 0, max = 300) int from,
      @ForAll @IntRange(min = 1, max = 300) int minutes) {
    var gap = History.START.plus(Duration.ofMinutes(from));
    var ledger = history.ledger().unwatched(gap, gap.plus(Duration.ofMinutes(minutes)));
    var window = Duration.ofDays(7);
    double truth = availability(history.truth(), window, history.end());
    var seen = Availability.of(ledger, window, history.end());
    assertThat(truth).isBetween(seen.lower() - 1e-12, seen.upper() + 1e-12);
  }

  @Property(tries = 200)
  void boundsOnlyWidenWhenEvidenceIsRemoved(
      @ForAll("watched") History history, @ForAll @IntRange(min = 0, max = 600) int from) {
    var gap = History.START.plus(Duration.ofMinutes(from));
    var whole = Availability.of(history.ledger(), Duration.ofDays(7), history.end());
    var less =
        Availability.of(
            history.ledger().unwatched(gap, gap.plusSeconds(900)),
            Duration.ofDays(7),
            history.end());
    assertThat(less.lower()).isLessThanOrEqualTo(whole.lower() + 1e-12);
    assertThat(less.upper()).isGreaterThanOrEqualTo(whole.upper() - 1e-12);
    assertThat(less.coverage()).isLessThanOrEqualTo(whole.coverage() + 1e-12);
  }

  @Property(tries = 200)
  void eachMomentOfAWindowIsCountedOnce(@ForAll("any") History history) {
    var tally = history.ledger().tally(History.START, history.end());
    assertThat(tally.total()).isEqualTo(Duration.between(History.START, history.end()));
  }

  @Property(tries = 200)
  void aWindowIsTheSumOfItsParts(
      @ForAll("any") History history, @ForAll @IntRange(min = 0, max = 6000) int minutes) {
    var ledger = history.ledger();
    var middle = earlier(History.START.plus(Duration.ofMinutes(minutes)), history.end());
    var sum = ledger.tally(History.START, middle).plus(ledger.tally(middle, history.end()));
    assertThat(sum).isEqualTo(ledger.tally(History.START, history.end()));
  }

  @Property(tries = 200)
  void whatIsWrittenIsRead(@ForAll("any") History history) {
    var ledger = history.ledger();
    assertThat(LedgerCodec.read(LedgerCodec.write(ledger))).isEqualTo(ledger);
  }

  @Property(tries = 30)
  void aLedgerThatWasSummedUpKeepsTheTruthWithinItsBounds(
      @ForAll("watched") History history, @ForAll @IntRange(min = 1, max = 40_000) int minutes) {
    var joined = repeated(history, 700);
    var ledger = joined.ledger().compacted();
    assertThat(ledger.recent().edges()).hasSizeLessThanOrEqualTo(Ledger.EXACT);
    var window = Duration.ofMinutes(minutes);
    double truth = availability(joined.truth(), window, joined.end());
    var seen = Availability.of(ledger, window, joined.end());
    assertThat(truth).isBetween(seen.lower() - 1e-12, seen.upper() + 1e-12);
    assertThat(LedgerCodec.read(LedgerCodec.write(ledger))).isEqualTo(ledger);
  }

  /** 400 edges, sums of the hours of a week and of the days of three months. */
  @Property(tries = 20)
  void aLedgerOfThreeMonthsFitsIntoSixteenKibibytes(@ForAll("long") List<History.Change> changes) {
    var ledger = Ledger.opened(History.START);
    for (var edge : repeated(new History(changes), 5000).edges())
      ledger = ledger.then(edge).compacted();
    assertThat(Duration.between(ledger.since(), ledger.until())).isGreaterThan(Ledger.REMEMBERED);
    assertThat(LedgerCodec.write(ledger)).hasSizeLessThanOrEqualTo(16 * 1024);
  }

  @Provide("long")
  Arbitrary<List<History.Change>> threeMonths() {
    return History.change(1_700_000, 1_800_000, Service.values()).list().ofSize(50);
  }

  private static History repeated(History history, int changes) {
    var repeated = new ArrayList<History.Change>();
    while (repeated.size() < changes) repeated.addAll(history.changes());
    return new History(repeated);
  }

  @Property(tries = 200)
  void edgesThatComeInAnyOrderStandInOneThatCanHaveBeen(
      @ForAll("any") History history, @ForAll Random random) {
    var edges = new ArrayList<>(history.edges());
    Collections.shuffle(edges, random);
    var ledger = Ledger.opened(History.START);
    for (var edge : edges) ledger = ledger.then(edge);
    ledger = ledger.vouchedUntil(history.end());
    assertThat(ledger.recent().last()).isEqualTo(edges.getLast().to());
    assertThat(ledger.recent().edges()).isSortedAccordingTo(comparing(Edge::earliest));
    assertThat(ledger.recent().edges()).isSortedAccordingTo(comparing(Edge::latest));
    assertThat(ledger.tally(History.START, history.end()).total())
        .isEqualTo(Duration.between(History.START, history.end()));
  }

  @Property(tries = 200)
  void whatTheSuccessorDidNotSeeIsUnwatched(
      @ForAll("any") History first, @ForAll("any") History second) {
    var gap = Duration.ofMinutes(5);
    var shift = Duration.between(History.START, first.end()).plus(gap);
    var later = shifted(second, shift);
    var joined = first.ledger().continuedBy(later);
    var unknown = joined.tally(first.end(), first.end().plus(gap)).unknown();
    assertThat(unknown).isEqualTo(gap);
    assertThat(joined.tally(first.end().plus(gap), later.until()))
        .isEqualTo(later.tally(first.end().plus(gap), later.until()));
    assertThat(joined.tally(History.START, first.end()))
        .isEqualTo(first.ledger().tally(History.START, first.end()));
  }

  private static Ledger shifted(History history, Duration by) {
    var ledger = Ledger.opened(History.START.plus(by));
    for (var edge : history.edges()) {
      ledger = ledger.then(new Edge(edge.earliest().plus(by), edge.latest().plus(by), edge.to()));
    }
    return ledger.vouchedUntil(history.end().plus(by));
  }

  private static double availability(Timeline truth, Duration window, Instant now) {
    var from = now.minus(window).isBefore(History.START) ? History.START : now.minus(window);
    var down = truth.tally(from, now).down();
    return 1 - (double) down.toNanos() / Duration.between(from, now).toNanos();
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
