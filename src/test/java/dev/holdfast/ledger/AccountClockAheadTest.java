package dev.holdfast.ledger;

import static dev.holdfast.ledger.ThreePods.at;
import static dev.holdfast.ledger.ThreePods.ready;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a predecessor wrote of a time that is still to come is not believed. */
class AccountClockAheadTest {
  private final ThreePods ahead = ThreePods.atNoon();

  /** It was down for the first time 5 minutes before its end, by its own clock 55 minutes later. */
  @Test
  void afterAPredecessorWhoseClockWasAnHourAheadAnOutageIsDownAndTheBoundsHoldWhatItMisplaced() {
    ahead.look(0, ready(3));
    ahead.look(10_500, ready(1));
    ahead.look(10_700, ready(3));
    ahead.look(10_800, ready(3));
    var successor = ahead.succeeded(7205, ready(1), new Term(at(-10), at(10_800)));
    successor.look(7805, ready(1));
    assertThat(successor.tally(7205, 7805).down()).isGreaterThanOrEqualTo(Duration.ofMinutes(9));
    assertTheBoundsHold(200 + 605, successor, 7805);
  }

  /** By our clock it has not begun yet; that it had begun is known. */
  @Test
  void theAccountOfAPredecessorThatBeganInATimeToComeBeginsNow() {
    var farAhead = ThreePods.since(9000);
    farAhead.look(9000, ready(3));
    farAhead.look(10_800, ready(3));
    var successor = farAhead.succeeded(7205, ready(1), null);
    successor.look(7805, ready(1));
    assertThat(successor.ledger().isBegun()).isTrue();
    assertThat(successor.tally(7205, 7805).down()).isGreaterThanOrEqualTo(Duration.ofMinutes(9));
    assertTheBoundsHold(605, successor, 7805);
  }

  @Test
  void sumsOfATimeToComeAreNotBelievedEither() {
    ahead.look(0, ready(3));
    for (int i = 1; i < 600; i++) ahead.look(20 * i, i % 2 == 0 ? ready(3) : ready(1));
    assertThat(ahead.ledger().old()).isNotEmpty();
    var successor = ahead.succeeded(7205, ready(1), null);
    successor.look(7805, ready(1));
    assertThat(successor.tally(7205, 7805).down()).isGreaterThanOrEqualTo(Duration.ofMinutes(9));
    assertThat(successor.tally(0, 7805).total()).isEqualTo(Duration.ofSeconds(7805));
    assertTheBoundsHold(605, successor, 7805);
  }

  @Test
  void whoWatchedBesideAPredecessorWhoseClockWasAheadLosesNothing() {
    ahead.look(0, ready(3));
    ahead.look(10_800, ready(3));
    var successor = ThreePods.since(5);
    successor.look(5, ready(3));
    successor.look(7000, ready(1));
    successor.look(7200, ready(3));
    successor.continueAfter(ahead, null, 7205);
    successor.look(7205, ready(3));
    assertThat(successor.tally(3600, 7205).down()).isEqualTo(Duration.ofSeconds(200));
    assertThat(successor.tally(3600, 7205).unknown()).isZero();
  }

  /** Of the last hour, or as long as the account is old, by the clock that was right. */
  private static void assertTheBoundsHold(int down, ThreePods successor, int now) {
    var seen = Availability.of(successor.ledger(), Duration.ofHours(1), at(now));
    double truth = 1 - down / (double) seen.tally().total().toSeconds();
    assertThat(truth).isBetween(seen.lower(), seen.upper());
  }
}
