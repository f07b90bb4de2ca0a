package dev.holdfast.notice;

import static dev.holdfast.notice.JournalOfWeb.AM;
import static dev.holdfast.notice.JournalOfWeb.BOTH;
import static dev.holdfast.notice.JournalOfWeb.DOWN;
import static dev.holdfast.notice.JournalOfWeb.HOOK;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of an alarm by what its receivers answer, or fail to. */
class AlarmReportsTest {
  private final JournalOfWeb web = new JournalOfWeb();

  @Test
  void aReceiverThatFailsIsTriedAgainEverMoreSeldom() {
    web.look(HOOK, DOWN);
    for (long pause : new long[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
      assertThat(web.due()).hasSize(1);
      web.failed("hook", "it answered 503");
      assertThat(web.due()).isEmpty();
      assertThat(web.journal().lookAgain(web.now())).contains(web.now().plusSeconds(pause));
      web.pass(Duration.ofSeconds(pause));
    }
    assertThat(delivery("hook").error()).isEqualTo("it answered 503");
    web.taken("hook");
    assertThat(delivery("hook")).isEqualTo(new Delivery(1, web.now(), 0, null, null));
  }

  @Test
  void aFailureThatALeaderRecordedWhoseClockWasAheadHoldsNothingBack() {
    web.look(HOOK, DOWN);
    web.failed("hook", "it answered 503");
    web.pass(Duration.ofHours(-1));
    assertThat(web.due()).hasSize(1);
  }

  @Test
  void aReceiverThatIsNotWantedAnyMoreHoldsNothingBack() {
    web.look(BOTH, DOWN);
    web.taken("am");
    web.look(AM);
    web.taken("am");
    web.pass(AlarmEntry.QUIET);
    web.look(AM);
    assertThat(web.journal().entries()).isEmpty();
  }

  @Test
  void anAnswerToAnOlderRevisionChangesNothing() {
    web.look(HOOK, DOWN);
    var first = web.journal().due(web.now()).getFirst();
    web.taken("hook");
    web.look(HOOK);
    web.taken("hook");
    var before = web.journal();
    web.reported(List.of(first.failed("late"), first.taken()));
    assertThat(web.journal()).isEqualTo(before);
  }

  @Test
  void anAnswerAboutAnEarlierAlarmOfThatMatterSaysNothingOfThisOne() {
    web.look(HOOK, DOWN);
    var earlier = web.journal().due(web.now()).getFirst();
    web.forget();
    web.pass(Duration.ofSeconds(1));
    web.look(HOOK, DOWN);
    web.reported(List.of(earlier.taken()));
    assertThat(web.due()).containsExactly("hook 1 firing: down");
  }

  private Delivery delivery(String channel) {
    return web.journal().entries().getFirst().deliveries().get(channel);
  }
}
