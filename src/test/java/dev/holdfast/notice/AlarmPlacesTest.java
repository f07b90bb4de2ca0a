package dev.holdfast.notice;

import static dev.holdfast.notice.JournalOfWeb.BOTH;
import static dev.holdfast.notice.JournalOfWeb.DOWN;
import static dev.holdfast.notice.JournalOfWeb.HOOK;
import static dev.holdfast.notice.JournalOfWeb.LOST;
import static dev.holdfast.notice.JournalOfWeb.held;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Of more alarms than have places, which are told, and how the rest is counted. */
class AlarmPlacesTest {
  private final JournalOfWeb web = new JournalOfWeb();

  @Test
  void ofTooManyThoseAreKeptThatFireAndThatNobodyHeardOf() {
    web.look(HOOK, DOWN);
    web.taken("hook");
    web.look(HOOK);
    web.taken("hook");
    web.look(HOOK, held(0, Places.MOST));
    assertThat(web.journal().entries()).hasSize(Places.MOST).noneMatch(AlarmEntry::isOver);
  }

  @Test
  void ofMoreThanHavePlacesEachIsToldOnceAndTheRestIsCounted() {
    web.look(HOOK, held(0, 40));
    assertThat(web.due())
        .hasSize(Places.MOST + 1)
        .contains("hook 1 firing: also the matter: 8 Held");
    web.taken("hook");
    for (int again = 0; again < 3; again++) {
      web.pass(Duration.ofSeconds(1));
      web.look(HOOK, held(0, 40));
      assertThat(web.due()).isEmpty();
    }
  }

  @Test
  void theEndOfOneIsToldBeforeAnotherHasItsPlace() {
    web.look(HOOK, held(0, 40));
    web.taken("hook");
    web.look(HOOK, held(1, 40));
    assertThat(web.due()).containsExactly("hook 2 over: held R0");
    web.taken("hook");
    web.look(HOOK, held(1, 40));
    assertThat(web.due()).containsExactly("hook 1 firing: held R32");
    assertThat(web.messages()).contains("also the matter: 7 Held");
  }

  @Test
  void ofThoseThatAreOverTheOldestEndMakesRoomFirst() {
    web.look(HOOK, held(0, Places.MOST));
    web.taken("hook");
    web.look(HOOK, held(2, Places.MOST));
    web.taken("hook");
    web.pass(Duration.ofMinutes(1));
    web.look(HOOK, held(3, Places.MOST));
    web.taken("hook");
    web.look(HOOK, held(3, Places.MOST), DOWN, LOST);
    assertThat(web.messages()).contains("held R2", "down").doesNotContain("held R0", "held R1");
  }

  @Test
  void aReceiverThatIsDownHidesWhatFiresFromOthersForAQuarterOfAnHourAtMost() {
    web.look(BOTH, held(0, Places.MOST));
    web.taken("am");
    web.look(BOTH);
    web.taken("am");
    web.look(BOTH, DOWN);
    assertThat(web.messages()).contains("also the matter: 1 Unavailable").doesNotContain("down");
    web.pass(AlarmEntry.QUIET);
    web.look(BOTH, DOWN);
    assertThat(web.due()).contains("am 1 firing: down");
  }

  @Test
  void whatComesBackKeepsItsPlaceAndItsQuietTime() {
    web.look(HOOK, held(0, Places.MOST));
    web.taken("hook");
    web.look(HOOK, held(1, Places.MOST));
    web.taken("hook");
    web.look(HOOK, held(0, Places.MOST), DOWN);
    assertThat(web.due()).containsExactly("hook 1 firing: also the matter: 1 Unavailable");
  }

  @Test
  void theCriticalHavePlacesBeforeOthers() {
    web.look(BOTH, held(0, 40), DOWN);
    assertThat(web.messages()).contains("down", "also the matter: 9 Held");
  }

  @Test
  void whenAllHavePlacesTheCountIsOver() {
    web.look(HOOK, held(0, 40));
    web.taken("hook");
    web.look(HOOK, held(0, 3));
    assertThat(web.due()).contains("hook 2 over: each has a place of its own, or is over");
  }
}
