package dev.holdfast.notice;

import static dev.holdfast.notice.JournalOfWeb.AM;
import static dev.holdfast.notice.JournalOfWeb.BOTH;
import static dev.holdfast.notice.JournalOfWeb.DOWN;
import static dev.holdfast.notice.JournalOfWeb.HOOK;
import static dev.holdfast.notice.JournalOfWeb.LOST;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each receiver hears once that something fires, and once that it is over. */
class AlarmJournalTest {
  private final JournalOfWeb web = new JournalOfWeb();

  @Test
  void whatBeginsIsToldToEachReceiver() {
    web.look(BOTH, DOWN);
    assertThat(web.due()).containsExactly("am 1 firing: down", "hook 1 firing: down");
  }

  @Test
  void whatAReceiverTookIsNotToldAgain() {
    web.look(BOTH, DOWN);
    web.taken("am");
    assertThat(web.due()).containsExactly("hook 1 firing: down");
    web.look(BOTH, DOWN);
    assertThat(web.due()).containsExactly("hook 1 firing: down");
  }

  @Test
  void howItEndedIsToldOnceItIsOver() {
    web.look(BOTH, LOST);
    web.taken("am");
    var ended = Map.of(LOST.key(), "recovered after 12s");
    web.see(BOTH, new Situation(About.policy("shop", "web"), List.of(), ended, null));
    assertThat(web.due())
        .containsExactly("am 2 over: recovered after 12s", "hook 1 firing: pod a: NodeLost");
  }

  @Test
  void whatEndsBecauseNobodyLooksAnyMoreSaysSo() {
    web.look(HOOK, LOST);
    web.taken("hook");
    var why = "the policy is not in force any more";
    web.see(HOOK, Situation.allOver(About.policy("shop", "web"), why));
    assertThat(web.due()).containsExactly("hook 2 over: the policy is not in force any more");
  }

  @Test
  void whenThePolicyIsDeletedWhoKnowsThatItFiresHearsThatItIsOver() {
    web.look(BOTH, DOWN);
    web.taken("am");
    assertThat(web.journal().farewell(BOTH, web.now()))
        .singleElement()
        .returns("am", Dispatch::channel)
        .returns(false, Dispatch::firing)
        .returns("the policy was deleted", Dispatch::message);
  }

  @Test
  void whoMissedBothHearsOfTheFiringBeforeTheEnd() {
    web.look(HOOK, DOWN);
    web.look(HOOK);
    assertThat(web.due()).containsExactly("hook 1 firing: down");
    web.taken("hook");
    assertThat(web.due()).containsExactly("hook 2 over: down");
    web.taken("hook");
    assertThat(web.due()).isEmpty();
  }

  @Test
  void whatNotAllHaveHeardIsKeptForAsLongAsItTakes() {
    web.look(HOOK, DOWN);
    web.look(HOOK);
    web.pass(Duration.ofDays(3));
    web.look(HOOK);
    assertThat(web.due()).containsExactly("hook 1 firing: down");
  }

  @Test
  void aNewReceiverHearsOfWhatFiresAndNotOfWhatIsOver() {
    web.look(AM, DOWN, LOST);
    web.look(AM, DOWN);
    web.look(BOTH, DOWN);
    assertThat(web.due())
        .contains("hook 1 firing: down")
        .noneMatch(told -> told.contains("hook 2"));
    assertThat(web.due()).filteredOn(told -> told.startsWith("hook")).hasSize(1);
  }

  @Test
  void whatFiresIsRepeatedOnlyToWhoTookIt() {
    web.look(BOTH, DOWN);
    assertThat(web.journal().firing("am")).isEmpty();
    web.taken("am");
    assertThat(web.journal().firing("am")).hasSize(1);
    web.look(BOTH);
    assertThat(web.journal().firing("am")).isEmpty();
  }
}
