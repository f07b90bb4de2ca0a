package dev.holdfast.notice;

import static dev.holdfast.notice.JournalOfWeb.DOWN;
import static dev.holdfast.notice.JournalOfWeb.HOOK;
import static dev.holdfast.notice.JournalOfWeb.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What comes and goes is told no more than once in a quarter of an hour. */
class AlarmQuietTimeTest {
  private final JournalOfWeb web = new JournalOfWeb();

  @Test
  void whatComesBackWithinAQuarterOfAnHourIsToldWhenThatIsOver() {
    firesAndIsOver();
    web.taken("hook");
    web.pass(Duration.ofMinutes(5));
    web.look(HOOK, DOWN);
    assertThat(web.due()).isEmpty();
    assertThat(web.journal().lookAgain(web.now())).contains(NOON.plus(AlarmEntry.QUIET));
    web.pass(Duration.ofMinutes(10));
    web.look(HOOK, DOWN);
    assertThat(web.due()).containsExactly("hook 3 firing: down");
  }

  @Test
  void whatCameAndWentWithinThatTimeIsNotToldTwice() {
    firesAndIsOver();
    web.taken("hook");
    web.pass(Duration.ofMinutes(5));
    web.look(HOOK, DOWN);
    web.look(HOOK);
    web.pass(Duration.ofMinutes(20));
    web.look(HOOK);
    assertThat(web.due()).isEmpty();
    assertThat(web.journal().entries()).isEmpty();
  }

  @Test
  void anEndThatAReceiverMissedIsNotToldWhileTheMatterIsBack() {
    firesAndIsOver();
    web.failed("hook", "it answered 503");
    web.pass(Duration.ofMinutes(5));
    web.look(HOOK, DOWN);
    assertThat(web.due()).isEmpty();
    assertThat(web.journal().firing("hook")).allMatch(Dispatch::firing).hasSize(1);
    web.pass(Duration.ofMinutes(10));
    web.look(HOOK, DOWN);
    assertThat(web.due()).containsExactly("hook 3 firing: down");
  }

  @Test
  void anEndThatWasHeldBackIsToldWithItsTimeWhenTheMatterIsOverAgain() {
    firesAndIsOver();
    web.look(HOOK, DOWN);
    web.pass(Duration.ofMinutes(5));
    web.look(HOOK);
    assertTheEndIsToldOfNow();
  }

  @Test
  void whoMissedWhatCameAndWentSinceHearsOnlyOfTheLast() {
    web.look(HOOK, DOWN);
    web.look(HOOK);
    web.pass(AlarmEntry.QUIET);
    web.look(HOOK, DOWN);
    assertThat(web.due()).containsExactly("hook 3 firing: down");
    web.look(HOOK);
    web.taken("hook");
    assertTheEndIsToldOfNow();
  }

  @Test
  void whatALeaderToldWhoseClockWasAheadKeepsItsSuccessorQuietForNoTime() {
    firesAndIsOver();
    web.taken("hook");
    web.pass(Duration.ofHours(-1));
    web.look(HOOK, DOWN);
    assertThat(web.due()).containsExactly("hook 3 firing: down");
  }

  /** The hook took that it fires, and has still to hear of the end. */
  private void firesAndIsOver() {
    web.look(HOOK, DOWN);
    web.taken("hook");
    web.look(HOOK);
  }

  private void assertTheEndIsToldOfNow() {
    assertThat(web.journal().due(web.now())).singleElement().returns(web.now(), Dispatch::until);
  }
}
