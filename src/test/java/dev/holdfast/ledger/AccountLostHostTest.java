package dev.holdfast.ledger;

import static dev.holdfast.ledger.ThreePods.at;
import static dev.holdfast.ledger.ThreePods.blind;
import static dev.holdfast.ledger.ThreePods.lost;
import static dev.holdfast.ledger.ThreePods.ready;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.health.LastSign;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Pods of a lost host were down since it was last heard, and those of no other. */
class AccountLostHostTest {
  private final ThreePods shop = ThreePods.atNoon();

  /** A sign of life takes up to a second to arrive, and the next is due up to 10.4 s later. */
  @Test
  void aLostHostWasDownSinceItWasLastHeardAndNotSinceWeWereSure() {
    shop.look(0, ready(3));
    shop.look(100, lost(ready(1), 50));
    assertThat(shop.tally(0, 100).downLeast()).isEqualTo(Duration.ofMillis(39_600));
    assertThat(shop.tally(0, 100).downMost()).isEqualTo(Duration.ofSeconds(51));
  }

  @Test
  void aLostHostThatObserversAskWasDownNoLaterThanTheirFirstQuestionInVain() {
    shop.look(0, ready(3));
    shop.look(100, lost(ready(1), new LastSign(at(95), at(98))));
    assertThat(shop.tally(0, 100).downLeast()).isEqualTo(Duration.ofSeconds(2));
    assertThat(shop.tally(0, 100).downMost()).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void aQuestionInVainFromBeforeTheAccountBeganCountsFromItsBegin() {
    shop.look(0, ready(3));
    shop.look(60, blind(50));
    shop.look(100, ready(3));
    shop.look(104, lost(ready(1), new LastSign(at(80), at(83))));
    assertThat(shop.tally(100, 104).downLeast()).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void aHostThatWasLostBeforeExplainsNoNewOutage() {
    shop.look(0, ready(3));
    shop.look(100, lost(ready(2), 50));
    shop.look(300, lost(ready("p2"), 50));
    assertThat(shop.tally(0, 300).downMost()).isEqualTo(Duration.ofSeconds(1));
  }

  /** One pod of three may be missing, and was, while nobody knew of the other's host. */
  @Test
  void whatLookedDegradedWasDownWhereAHostTurnsOutToHaveBeenLost() {
    shop.look(0, ready(3));
    shop.look(70, ready("p2", "p3"));
    shop.look(90, ready(3));
    shop.look(100, lost(ready(2), 50));
    assertThat(shop.tally(0, 100).down()).isEqualTo(Duration.ofSeconds(20));
    assertThat(shop.tally(0, 100).downLeast()).isEqualTo(Duration.ofSeconds(19));
  }

  @Test
  void aPodThatFailsWhenAHostIsFoundLostWasNotDownSinceThatHostWas() {
    shop.look(0, ready(3));
    shop.look(100, lost(ready("p2"), 50));
    assertThat(shop.tally(0, 100).downMost()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aHostThatDiedWhileWeWereBlindMayHaveLivedUntilTheNextSignOfItWasDue() {
    shop.look(0, ready(3));
    shop.look(100, blind(90));
    shop.look(200, ready(3));
    shop.look(250, lost(ready(1), 85));
    assertThat(shop.tally(0, 250).unknown()).isEqualTo(Duration.ofSeconds(111));
    assertThat(shop.tally(200, 250).downLeast()).isEqualTo(Duration.ofMillis(39_600));
    assertThat(shop.tally(200, 250).downMost()).isEqualTo(Duration.ofSeconds(50));
  }
}
