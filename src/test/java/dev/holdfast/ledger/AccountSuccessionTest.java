package dev.holdfast.ledger;

import static dev.holdfast.ledger.ThreePods.at;
import static dev.holdfast.ledger.ThreePods.lost;
import static dev.holdfast.ledger.ThreePods.ready;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A successor believes what its predecessor wrote, and vouches for what was watched only. */
class AccountSuccessionTest {
  private final ThreePods first = ThreePods.atNoon();

  @Test
  void anOutageThatASuccessorFindsIsDownAlthoughItNeverSawTheWorkloadWell() {
    first.look(0, ready(3));
    first.look(100, ready(1));
    var successor = first.succeeded(150, ready(1), null);
    successor.look(200, ready(1));
    assertThat(successor.tally(150, 200).down()).isEqualTo(Duration.ofSeconds(50));
  }

  /** A host may have been lost in the last minute before, and nobody knew. */
  @Test
  void aSuccessorGoesOnFromWhatWasWrittenButForItsLastMinute() {
    first.look(0, ready(3));
    first.look(100, ready(1));
    first.look(110, ready(3));
    first.look(200, ready(3));
    var successor = first.succeeded(250, ready(3), null);
    successor.look(300, ready(3));
    assertThat(successor.tally(0, 300).unknown()).isEqualTo(Duration.ofSeconds(110));
    assertThat(successor.tally(0, 300).down()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void whoLedOnAfterItWroteVouchesForThatTimeToo() {
    first.look(0, ready(3));
    var successor = first.succeeded(500, ready(3), new Term(at(-10), at(490)));
    assertThat(successor.tally(0, 500).unknown()).isEqualTo(Duration.ofSeconds(70));
  }

  /** It may have seen an outage and been unable to write it. */
  @Test
  void whoWroteNothingVouchesForNoTimeHoweverLongItLed() {
    first.look(0, ready(3));
    var successor = first.succeeded(1000, ready(3), new Term(at(300), at(990)));
    assertThat(successor.tally(0, 1000).unknown())
        .isCloseTo(Duration.ofSeconds(1000), Duration.ofMillis(1));
  }

  @Test
  void aSuccessorThatWatchedMeanwhileKnowsTheLastMinuteItself() {
    first.look(0, ready(3));
    first.look(100, ready(3));
    var successor = ThreePods.since(5);
    successor.look(5, ready(3));
    successor.look(110, lost(ready(1), 60));
    successor.continueAfter(first, new Term(at(-10), at(105)), 110);
    assertThat(successor.tally(0, 110).unknown()).isZero();
    assertThat(successor.tally(0, 110).downLeast()).isEqualTo(Duration.ofMillis(39_600));
  }
}
