package dev.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Three pods are wanted, two are promised. */
class AccountTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

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
    account = account.continuing(written);
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

  @Test
  void aLostHostWasDownSinceItWasLastHeardAndNotSinceWeWereSure() {
    look(0, ready(3));
    look(100, lost(1, Map.of("n1", 50)));
    assertThat(tally(0, 100).downLeast()).isEqualTo(Duration.ofSeconds(40));
    assertThat(tally(0, 100).downMost()).isEqualTo(Duration.ofSeconds(50));
  }

  @Test
  void aHostThatWasLostBeforeExplainsNoNewOutage() {
    look(0, ready(3));
    look(100, lost(2, Map.of("n1", 50)));
    look(300, lost(1, Map.of("n1", 50)));
    assertThat(tally(0, 300).downMost()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void whileWeAreBlindNothingIsKnownFromTheLastSightOn() {
    look(0, ready(3));
    look(100, blind(90));
    look(200, ready(3));
    assertThat(tally(0, 200).unknown()).isEqualTo(Duration.ofSeconds(110));
    assertThat(tally(0, 200).up()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void aWorkloadOfWhichNoPodIsWantedIsNeitherUpNorDown() {
    look(0, ready(3));
    look(100, new Lookout(0, 0, 2, Map.of(), Set.of(), Set.of(), null));
    look(200, ready(3));
    assertThat(tally(0, 200).unknown()).isEqualTo(Duration.ofSeconds(100));
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
    look(100, new Lookout(3, 1, 2, Map.of(), Set.of("n2"), Set.of("n1"), null));
    look(160, ready(3));
    assertThat(tally(0, 160).down()).isZero();
    assertThat(tally(0, 160).planned()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void aLostHostIsNoPlanEvenWhenSomebodyWorksOnAnother() {
    look(0, ready(3));
    look(100, new Lookout(3, 1, 2, Map.of("n2", at(60)), Set.of("n1", "n2"), Set.of("n1"), null));
    assertThat(account.ledger().recent().last()).isEqualTo(Service.DOWN);
  }

  @Test
  void nothingIsVouchedForBeyondTheLastLook() {
    look(0, ready(3));
    look(100, ready(3));
    assertThat(tally(0, 150).unknown()).isEqualTo(Duration.ofSeconds(50));
  }

  @Test
  void aSuccessorGoesOnFromWhatWasWritten() {
    look(0, ready(3));
    look(100, ready(1));
    look(110, ready(3));
    var written = account.ledger();
    account = Account.opened(at(150));
    look(150, ready(3));
    account = account.continuing(written);
    look(200, ready(3));
    assertThat(tally(0, 200).unknown()).isEqualTo(Duration.ofSeconds(40));
    assertThat(tally(0, 200).down()).isEqualTo(Duration.ofSeconds(10));
  }

  private static Lookout ready(int pods) {
    return lookout(pods, Map.of(), null);
  }

  private static Lookout lost(int pods, Map<String, Integer> heard) {
    var silent = new java.util.HashMap<String, Instant>();
    heard.forEach((node, second) -> silent.put(node, at(second)));
    return lookout(pods, silent, null);
  }

  private static Lookout blind(int since) {
    return lookout(0, Map.of(), at(since));
  }

  private static Lookout lookout(
      int pods, Map<String, Instant> silent, @Nullable Instant blindSince) {
    return new Lookout(3, pods, 2, silent, Set.of("n1", "n2"), Set.of(), blindSince);
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
