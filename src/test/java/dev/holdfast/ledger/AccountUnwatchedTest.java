package dev.holdfast.ledger;

import static dev.holdfast.ledger.ThreePods.at;
import static dev.holdfast.ledger.ThreePods.blind;
import static dev.holdfast.ledger.ThreePods.pods;
import static dev.holdfast.ledger.ThreePods.ready;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Time in which nobody watched is unknown, and neither up nor down. */
class AccountUnwatchedTest {
  private final ThreePods shop = ThreePods.atNoon();

  @Test
  void timeBeforeTheFirstLookIsUnknown() {
    shop.look(0, blind(0));
    shop.look(60, ready(3));
    assertThat(shop.tally(0, 60).observed()).isZero();
  }

  /** Whose host may be lost since then without anybody's knowing. */
  @Test
  void blindnessBeginsWithTheLastSignOfThePodsHosts() {
    shop.look(0, ready(3));
    shop.look(100, new Lookout(3, pods(3), 2, Map.of(), Set.of("n1"), Set.of(), at(84), at(90)));
    assertThat(shop.tally(0, 100).unknown()).isEqualTo(Duration.ofSeconds(17));
  }

  @Test
  void whileWeAreBlindNothingIsKnownFromTheLastSightOn() {
    shop.look(0, ready(3));
    shop.look(100, blind(90));
    shop.look(200, ready(3));
    assertThat(shop.tally(0, 200).unknown()).isEqualTo(Duration.ofSeconds(111));
    assertThat(shop.tally(0, 200).up()).isEqualTo(Duration.ofSeconds(89));
  }

  @Test
  void aWorkloadOfWhichNoPodIsWantedIsNeitherUpNorDown() {
    shop.look(0, ready(3));
    shop.look(100, new Lookout(0, Map.of(), 2, Map.of(), Set.of(), Set.of(), null, null));
    shop.look(200, ready(3));
    assertThat(shop.tally(0, 200).unknown()).isEqualTo(Duration.ofSeconds(101));
    assertThat(shop.tally(0, 200).down()).isZero();
  }

  @Test
  void anOutageOfWhichWeSawNeitherEndIsNotBookedAsUp() {
    shop.look(0, ready(3));
    shop.look(100, blind(90));
    shop.look(200, ready(1));
    assertThat(shop.tally(90, 200).unknown()).isEqualTo(Duration.ofSeconds(110));
    assertThat(shop.ledger().recent().last()).isEqualTo(Service.DOWN);
  }

  @Test
  void nothingIsVouchedForBeyondTheLastLook() {
    shop.look(0, ready(3));
    shop.look(100, ready(3));
    assertThat(shop.tally(0, 150).unknown()).isEqualTo(Duration.ofSeconds(50));
  }
}
