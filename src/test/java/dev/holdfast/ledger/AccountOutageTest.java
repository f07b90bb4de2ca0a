package dev.holdfast.ledger;

import static dev.holdfast.ledger.ThreePods.at;
import static dev.holdfast.ledger.ThreePods.pods;
import static dev.holdfast.ledger.ThreePods.ready;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.health.LastSign;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is booked as down, and from when to when at least and at most. */
class AccountOutageTest {
  private final ThreePods shop = ThreePods.atNoon();

  @Test
  void whatAFirstStartTakesIsNoOutage() {
    shop.look(0, ready(0));
    shop.look(40, ready(1));
    assertThat(shop.ledger().isBegun()).isFalse();
    shop.look(60, ready(3));
    assertThat(shop.ledger().since()).isEqualTo(at(60));
    shop.look(90, ready(1));
    shop.look(100, ready(3));
    assertThat(Availability.of(shop.ledger(), Duration.ofHours(1), at(100)).tally().down())
        .isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void fewerThanPromisedIsDownFromTheSecondBeforeItArrived() {
    shop.look(0, ready(3));
    shop.look(100, ready(1));
    shop.look(130, ready(3));
    var tally = shop.tally(0, 200);
    assertThat(tally.downLeast()).isEqualTo(Duration.ofSeconds(29));
    assertThat(tally.down()).isEqualTo(Duration.ofSeconds(30));
    assertThat(tally.downMost()).isEqualTo(Duration.ofSeconds(31));
  }

  @Test
  void fewerThanWantedIsDegradedAndNotDown() {
    shop.look(0, ready(3));
    shop.look(100, ready(2));
    shop.look(200, ready(2));
    assertThat(shop.tally(0, 200).down()).isZero();
    assertThat(shop.tally(0, 200).degraded()).isEqualTo(Duration.ofMillis(100_500));
  }

  /** The one that came may have come after the one that went. */
  @Test
  void betweenTwoChangesOfTheSameSecondItMayHaveBeenDown() {
    shop.look(0, ready(2));
    shop.look(100, ready(3));
    shop.look(100, ready("p2", "p3"));
    assertThat(shop.tally(0, 100).down()).isZero();
    assertThat(shop.tally(0, 100).downLeast()).isZero();
    assertThat(shop.tally(0, 100).downMost()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void whoHasJustBegunToListenTakesAnOutageForOlderThanItLooks() {
    shop.look(0, ready(3));
    shop.look(10, ready(1));
    assertThat(shop.tally(0, 10).downMost()).isEqualTo(Duration.ofSeconds(10));
    assertThat(shop.tally(0, 10).downLeast()).isZero();
  }

  @Test
  void whatAnAdministratorTookDownIsPlanned() {
    shop.look(0, ready(3));
    shop.look(100, new Lookout(3, pods(1), 2, Map.of(), Set.of("n2"), Set.of("n1"), null, null));
    shop.look(160, ready(3));
    assertThat(shop.tally(0, 160).down()).isZero();
    assertThat(shop.tally(0, 160).planned()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void aLostHostIsNoPlanEvenWhenSomebodyWorksOnAnother() {
    var silent = Map.of("n2", LastSign.ofLease(at(60)));
    shop.look(0, ready(3));
    shop.look(
        100, new Lookout(3, pods(1), 2, silent, Set.of("n1", "n2"), Set.of("n1"), null, null));
    assertThat(shop.ledger().recent().last()).isEqualTo(Service.DOWN);
  }

  /** Read at any time, and kept however long, it says the same. */
  @Test
  void whatIsSettledIsWhatWasBookedBefore() {
    shop.look(0, ready(3));
    for (int i = 0; i < 100; i++) {
      shop.look(100 + 20 * i, ready(1));
      shop.look(105 + 20 * i, ready(3));
    }
    var before = shop.ledger();
    shop.look(5000, ready(3));
    assertThat(shop.ledger().recent()).isEqualTo(before.recent());
    assertThat(shop.account().booked().recent()).isEqualTo(before.recent());
  }
}
