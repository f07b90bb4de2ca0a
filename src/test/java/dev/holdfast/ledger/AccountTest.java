package dev.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.health.LastSign;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Three pods are wanted, two are promised. */
class AccountTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private static final Map<String, String> THREE = Map.of("p1", "n2", "p2", "n1", "p3", "n1");

  private Account account = Account.opened(NOON);

  @Test
  void timeBeforeTheFirstLookIsUnknown() {
    look(0, blind(0));
    look(60, ready(3));
    assertThat(tally(0, 60).observed()).isZero();
  }

  @Test
  void whatAFirstStartTakesIsNoOutage() {
    look(0, ready(0));
    look(40, ready(1));
    assertThat(account.ledger().isBegun()).isFalse();
    look(60, ready(3));
    assertThat(account.ledger().since()).isEqualTo(at(60));
    look(90, ready(1));
    look(100, ready(3));
    assertThat(Availability.of(account.ledger(), Duration.ofHours(1), at(100)).tally().down())
        .isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void anOutageThatASuccessorFindsIsDownAlthoughItNeverSawTheWorkloadWell() {
    look(0, ready(3));
    look(100, ready(1));
    var written = account.ledger();
    account = Account.opened(at(150));
    look(150, ready(1));
    account = account.continuing(written, null, at(150));
    look(200, ready(1));
    assertThat(tally(150, 200).down()).isEqualTo(Duration.ofSeconds(50));
  }

  @Test
  void fewerThanPromisedIsDownFromTheSecondBeforeItArrived() {
    look(0, ready(3));
    look(100, ready(1));
    look(130, ready(3));
    var tally = tally(0, 200);
    assertThat(tally.downLeast()).isEqualTo(Duration.ofSeconds(29));
    assertThat(tally.down()).isEqualTo(Duration.ofSeconds(30));
    assertThat(tally.downMost()).isEqualTo(Duration.ofSeconds(31));
  }

  @Test
  void fewerThanWantedIsDegradedAndNotDown() {
    look(0, ready(3));
    look(100, ready(2));
    look(200, ready(2));
    assertThat(tally(0, 200).down()).isZero();
    assertThat(tally(0, 200).degraded()).isEqualTo(Duration.ofMillis(100_500));
  }

  /** A sign of life takes up to a second to arrive, and the next is due up to 10.4 s later. */
  @Test
  void aLostHostWasDownSinceItWasLastHeardAndNotSinceWeWereSure() {
    look(0, ready(3));
    look(100, lost(1, Map.of("n1", 50)));
    assertThat(tally(0, 100).downLeast()).isEqualTo(Duration.ofMillis(39_600));
    assertThat(tally(0, 100).downMost()).isEqualTo(Duration.ofSeconds(51));
  }

  @Test
  void aLostHostThatObserversAskWasDownNoLaterThanTheirFirstQuestionInVain() {
    var missed = new LastSign(at(95), at(98));
    look(0, ready(3));
    look(100, lookout(pods(1), Map.of("n1", missed), null));
    assertThat(tally(0, 100).downLeast()).isEqualTo(Duration.ofSeconds(2));
    assertThat(tally(0, 100).downMost()).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void aQuestionInVainFromBeforeTheAccountBeganCountsFromItsBegin() {
    look(0, ready(3));
    look(60, blind(50));
    look(100, ready(3));
    look(104, lookout(pods(1), Map.of("n1", new LastSign(at(80), at(83))), null));
    assertThat(tally(100, 104).downLeast()).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void aHostThatWasLostBeforeExplainsNoNewOutage() {
    look(0, ready(3));
    look(
        100, lookout(Map.of("p1", "n2", "p2", "n1"), Map.of("n1", LastSign.ofLease(at(50))), null));
    look(300, lookout(Map.of("p2", "n1"), Map.of("n1", LastSign.ofLease(at(50))), null));
    assertThat(tally(0, 300).downMost()).isEqualTo(Duration.ofSeconds(1));
  }

  /** One pod of three may be missing, and was, while nobody knew of the other's host. */
  @Test
  void whatLookedDegradedWasDownWhereAHostTurnsOutToHaveBeenLost() {
    look(0, ready(3));
    look(70, lookout(Map.of("p2", "n1", "p3", "n1"), Map.of(), null));
    look(90, ready(3));
    look(
        100, lookout(Map.of("p1", "n2", "p2", "n1"), Map.of("n1", LastSign.ofLease(at(50))), null));
    assertThat(tally(0, 100).down()).isEqualTo(Duration.ofSeconds(20));
    assertThat(tally(0, 100).downLeast()).isEqualTo(Duration.ofSeconds(19));
  }

  @Test
  void aPodThatFailsWhenAHostIsFoundLostWasNotDownSinceThatHostWas() {
    look(0, ready(3));
    look(100, lookout(Map.of("p2", "n1"), Map.of("n1", LastSign.ofLease(at(50))), null));
    assertThat(tally(0, 100).downMost()).isEqualTo(Duration.ofSeconds(1));
  }

  /** The one that came may have come after the one that went. */
  @Test
  void betweenTwoChangesOfTheSameSecondItMayHaveBeenDown() {
    look(0, ready(2));
    look(100, ready(3));
    look(100, lookout(Map.of("p3", "n1", "p2", "n1"), Map.of(), null));
    assertThat(tally(0, 100).down()).isZero();
    assertThat(tally(0, 100).downLeast()).isZero();
    assertThat(tally(0, 100).downMost()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aHostThatDiedWhileWeWereBlindMayHaveLivedUntilTheNextSignOfItWasDue() {
    look(0, ready(3));
    look(100, blind(90));
    look(200, ready(3));
    look(250, lost(1, Map.of("n1", 85)));
    assertThat(tally(0, 250).unknown()).isEqualTo(Duration.ofSeconds(111));
    assertThat(tally(200, 250).downLeast()).isEqualTo(Duration.ofMillis(39_600));
    assertThat(tally(200, 250).downMost()).isEqualTo(Duration.ofSeconds(50));
  }

  /** Whose host may be lost since then without anybody's knowing. */
  @Test
  void blindnessBeginsWithTheLastSignOfThePodsHosts() {
    look(0, ready(3));
    look(100, new Lookout(3, THREE, 2, Map.of(), Set.of("n1"), Set.of(), at(84), at(90)));
    assertThat(tally(0, 100).unknown()).isEqualTo(Duration.ofSeconds(17));
  }

  @Test
  void whoHasJustBegunToListenTakesAnOutageForOlderThanItLooks() {
    look(0, ready(3));
    look(10, ready(1));
    assertThat(tally(0, 10).downMost()).isEqualTo(Duration.ofSeconds(10));
    assertThat(tally(0, 10).downLeast()).isZero();
  }

  @Test
  void whileWeAreBlindNothingIsKnownFromTheLastSightOn() {
    look(0, ready(3));
    look(100, blind(90));
    look(200, ready(3));
    assertThat(tally(0, 200).unknown()).isEqualTo(Duration.ofSeconds(111));
    assertThat(tally(0, 200).up()).isEqualTo(Duration.ofSeconds(89));
  }

  @Test
  void aWorkloadOfWhichNoPodIsWantedIsNeitherUpNorDown() {
    look(0, ready(3));
    look(100, new Lookout(0, Map.of(), 2, Map.of(), Set.of(), Set.of(), null, null));
    look(200, ready(3));
    assertThat(tally(0, 200).unknown()).isEqualTo(Duration.ofSeconds(101));
    assertThat(tally(0, 200).down()).isZero();
  }

  @Test
  void anOutageOfWhichWeSawNeitherEndIsNotBookedAsUp() {
    look(0, ready(3));
    look(100, blind(90));
    look(200, ready(1));
    assertThat(tally(90, 200).unknown()).isEqualTo(Duration.ofSeconds(110));
    assertThat(account.ledger().recent().last()).isEqualTo(Service.DOWN);
  }

  @Test
  void whatAnAdministratorTookDownIsPlanned() {
    look(0, ready(3));
    look(100, new Lookout(3, pods(1), 2, Map.of(), Set.of("n2"), Set.of("n1"), null, null));
    look(160, ready(3));
    assertThat(tally(0, 160).down()).isZero();
    assertThat(tally(0, 160).planned()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void aLostHostIsNoPlanEvenWhenSomebodyWorksOnAnother() {
    look(0, ready(3));
    look(
        100,
        new Lookout(
            3,
            pods(1),
            2,
            Map.of("n2", LastSign.ofLease(at(60))),
            Set.of("n1", "n2"),
            Set.of("n1"),
            null,
            null));
    assertThat(account.ledger().recent().last()).isEqualTo(Service.DOWN);
  }

  @Test
  void nothingIsVouchedForBeyondTheLastLook() {
    look(0, ready(3));
    look(100, ready(3));
    assertThat(tally(0, 150).unknown()).isEqualTo(Duration.ofSeconds(50));
  }

  /** A host may have been lost in the last minute before, and nobody knew. */
  @Test
  void aSuccessorGoesOnFromWhatWasWrittenButForItsLastMinute() {
    look(0, ready(3));
    look(100, ready(1));
    look(110, ready(3));
    look(200, ready(3));
    var written = account.ledger();
    account = Account.opened(at(250));
    look(250, ready(3));
    account = account.continuing(written, null, at(250));
    look(300, ready(3));
    assertThat(tally(0, 300).unknown()).isEqualTo(Duration.ofSeconds(110));
    assertThat(tally(0, 300).down()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void whoLedOnAfterItWroteVouchesForThatTimeToo() {
    look(0, ready(3));
    var written = account.ledger();
    account = Account.opened(at(500));
    look(500, ready(3));
    account = account.continuing(written, new Term(at(-10), at(490)), at(500));
    assertThat(tally(0, 500).unknown()).isEqualTo(Duration.ofSeconds(70));
  }

  /** It may have seen an outage and been unable to write it. */
  @Test
  void whoWroteNothingVouchesForNoTimeHoweverLongItLed() {
    look(0, ready(3));
    var written = account.ledger();
    account = Account.opened(at(1000));
    look(1000, ready(3));
    account = account.continuing(written, new Term(at(300), at(990)), at(1000));
    assertThat(tally(0, 1000).unknown()).isCloseTo(Duration.ofSeconds(1000), Duration.ofMillis(1));
  }

  @Test
  void aSuccessorThatWatchedMeanwhileKnowsTheLastMinuteItself() {
    look(0, ready(3));
    look(100, ready(3));
    var written = account.ledger();
    account = Account.opened(at(5));
    look(5, ready(3));
    look(110, lost(1, Map.of("n1", 60)));
    account = account.continuing(written, new Term(at(-10), at(105)), at(110));
    assertThat(tally(0, 110).unknown()).isZero();
    assertThat(tally(0, 110).downLeast()).isEqualTo(Duration.ofMillis(39_600));
  }

  /** It was down for the first time 5 minutes before its end, by its own clock 55 minutes later. */
  @Test
  void afterAPredecessorWhoseClockWasAnHourAheadAnOutageIsDownAndTheBoundsHoldWhatItMisplaced() {
    look(0, ready(3));
    look(10_500, ready(1));
    look(10_700, ready(3));
    look(10_800, ready(3));
    succeed(7205, new Term(at(-10), at(10_800)));
    look(7805, ready(1));
    assertThat(tally(7205, 7805).down()).isGreaterThanOrEqualTo(Duration.ofMinutes(9));
    assertTheBoundsHold(200 + 605, 7805);
  }

  /** By our clock it has not begun yet; that it had begun is known. */
  @Test
  void theAccountOfAPredecessorThatBeganInATimeToComeBeginsNow() {
    account = Account.opened(at(9000));
    look(9000, ready(3));
    look(10_800, ready(3));
    succeed(7205, null);
    look(7805, ready(1));
    assertThat(account.ledger().isBegun()).isTrue();
    assertThat(tally(7205, 7805).down()).isGreaterThanOrEqualTo(Duration.ofMinutes(9));
    assertTheBoundsHold(605, 7805);
  }

  @Test
  void sumsOfATimeToComeAreNotBelievedEither() {
    look(0, ready(3));
    for (int i = 1; i < 600; i++) look(20 * i, i % 2 == 0 ? ready(3) : ready(1));
    assertThat(account.ledger().old()).isNotEmpty();
    succeed(7205, null);
    look(7805, ready(1));
    assertThat(tally(7205, 7805).down()).isGreaterThanOrEqualTo(Duration.ofMinutes(9));
    assertThat(tally(0, 7805).total()).isEqualTo(Duration.ofSeconds(7805));
    assertTheBoundsHold(605, 7805);
  }

  @Test
  void whoWatchedBesideAPredecessorWhoseClockWasAheadLosesNothing() {
    look(0, ready(3));
    look(10_800, ready(3));
    var written = account.ledger();
    account = Account.opened(at(5));
    look(5, ready(3));
    look(7000, ready(1));
    look(7200, ready(3));
    account = account.continuing(written, null, at(7205));
    look(7205, ready(3));
    assertThat(tally(3600, 7205).down()).isEqualTo(Duration.ofSeconds(200));
    assertThat(tally(3600, 7205).unknown()).isZero();
  }

  /** By another replica, which finds an outage. */
  private void succeed(int second, @Nullable Term last) {
    var written = account.ledger();
    account = Account.opened(at(second));
    look(second, ready(1));
    account = account.continuing(written, last, at(second));
  }

  /** Of the last hour, or as long as the account is old, by the clock that was right. */
  private void assertTheBoundsHold(int down, int now) {
    var seen = Availability.of(account.ledger(), Duration.ofHours(1), at(now));
    double truth = 1 - down / (double) seen.tally().total().toSeconds();
    assertThat(truth).isBetween(seen.lower(), seen.upper());
  }

  /** Read at any time, and kept however long, it says the same. */
  @Test
  void whatIsSettledIsWhatWasBookedBefore() {
    look(0, ready(3));
    for (int i = 0; i < 100; i++) {
      look(100 + 20 * i, ready(1));
      look(105 + 20 * i, ready(3));
    }
    var before = account.ledger();
    look(5000, ready(3));
    assertThat(account.ledger().recent()).isEqualTo(before.recent());
    assertThat(account.booked().recent()).isEqualTo(before.recent());
  }

  private static Lookout ready(int pods) {
    return lookout(pods(pods), Map.of(), null);
  }

  private static Map<String, String> pods(int count) {
    return THREE.entrySet().stream()
        .filter(pod -> pod.getKey().compareTo("p" + count) <= 0)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Lookout lost(int pods, Map<String, Integer> heard) {
    var silent = new HashMap<String, LastSign>();
    heard.forEach((node, second) -> silent.put(node, LastSign.ofLease(at(second))));
    return lookout(pods(pods), silent, null);
  }

  private static Lookout blind(int since) {
    return lookout(Map.of(), Map.of(), at(since));
  }

  private static Lookout lookout(
      Map<String, String> pods, Map<String, LastSign> silent, @Nullable Instant blindSince) {
    return new Lookout(3, pods, 2, silent, Set.of("n1", "n2"), Set.of(), null, blindSince);
  }

  private void look(int second, Lookout lookout) {
    account = account.after(lookout, at(second));
  }

  private Tally tally(int from, int to) {
    return account.ledger().tally(at(from), at(to));
  }

  private static Instant at(int second) {
    return NOON.plusSeconds(second);
  }
}
