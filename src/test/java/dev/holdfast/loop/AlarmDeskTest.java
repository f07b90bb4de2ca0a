package dev.holdfast.loop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.alarm.AlarmSender;
import dev.holdfast.alarm.AllowedAddresses;
import dev.holdfast.alarm.Origin;
import dev.holdfast.alarm.Runbooks;
import dev.holdfast.api.AlarmChannel;
import dev.holdfast.api.AlarmChannel.CloudEvents;
import dev.holdfast.api.AlarmChannel.SecretEntry;
import dev.holdfast.kit.HttpReceiver;
import dev.holdfast.notice.About;
import dev.holdfast.notice.Alarm;
import dev.holdfast.notice.AlarmJournal;
import dev.holdfast.notice.AlarmReason;
import dev.holdfast.notice.Notice;
import dev.holdfast.notice.Situation;
import dev.holdfast.ops.AlarmMetrics;
import dev.holdfast.status.AlarmCodec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlarmDeskTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Origin WEB =
      new Origin("HighAvailabilityPolicy", "shop", "web", "u-1", "shop");
  private static final Alarm DOWN =
      new Alarm(AlarmReason.Unavailable, "Policy/web", "", "down", "look");
  private static final Alarm SPENT =
      new Alarm(AlarmReason.BudgetSpent, "Policy/web", "", "spent", "look");

  private final AtomicInteger woken = new AtomicInteger();
  private final List<Notice> events = new ArrayList<>();
  private HttpReceiver receiver;
  private AlarmSender sender;
  private AlarmDesk desk;
  private List<AlarmChannel> channels = List.of();
  private AlarmJournal written = AlarmJournal.EMPTY;

  @BeforeEach
  void open() throws IOException {
    receiver = new HttpReceiver();
    sender =
        new AlarmSender(
            new AllowedAddresses(List.of("127.0.0.0/8")),
            Set.of(),
            (namespace, entry) -> new byte[] {1},
            new Runbooks("https://wiki"),
            () -> NOON);
    var metrics = new AlarmMetrics(new SimpleMeterRegistry());
    channels = List.of(new AlarmChannel(null, new CloudEvents(receiver.url(), null), null));
    desk =
        new AlarmDesk(
            sender,
            events::add,
            metrics,
            origin -> woken.incrementAndGet(),
            () -> NOON,
            System::nanoTime);
  }

  @AfterEach
  void close() {
    sender.close();
    receiver.close();
  }

  @Test
  void whatAReceiverAnswersIsForTheNextTurn() {
    turn(DOWN);
    awaitAnswers(1);
    assertThat(opened().answers()).singleElement().returns(null, report -> report.error());
  }

  @Test
  void ofTwoChannelsThatDifferOnlyInTheirSignatureBothAreTold() {
    var signed = new CloudEvents(receiver.url(), new SecretEntry("hooks", "key"));
    channels = List.of(channels.getFirst(), new AlarmChannel(null, signed, null));
    turn(DOWN);
    awaitAnswers(2);
    assertThat(receiver.taken())
        .extracting(taken -> !taken.header("webhook-signature").isEmpty())
        .containsExactlyInAnyOrder(true, false);
  }

  @Test
  void withoutAnyReceiverEventsTellOnceOfAnAlarmAndOfItsEnd() {
    channels = List.of();
    turn(DOWN);
    turn(DOWN);
    turn();
    turn();
    assertThat(events).extracting(Notice::reason).containsExactly("Unavailable", "AlarmOver");
    assertThat(events.getFirst().subject())
        .isEqualTo(
            new Notice.Subject(
                "holdfast.dev/v1alpha1", "HighAvailabilityPolicy", "shop", "web", "u-1"));
  }

  @Test
  void answersOfAnEarlierTermAreForgotten() {
    turn(DOWN);
    awaitAnswers(1);
    desk.forgetTerm();
    assertThat(opened().answers()).isEmpty();
  }

  @Test
  void whenAPolicyIsDeletedItsReceiversHearThatItsAlarmsAreOver() {
    turn(DOWN);
    awaitAnswers(1);
    desk.forget(WEB.uid());
    awaitAnswers(2);
    assertThat(new String(receiver.taken().getLast().body(), UTF_8))
        .contains("dev.holdfast.alarm.resolved", "the policy was deleted");
  }

  @Test
  void whoDoesNotLeadAnyMoreSaysNothingOfADeletedPolicy() {
    turn(DOWN);
    awaitAnswers(1);
    turn(DOWN);
    desk.forgetTerm();
    desk.forget(WEB.uid());
    turn(DOWN, SPENT);
    awaitAnswers(2);
    assertThat(receiver.taken())
        .noneMatch(taken -> new String(taken.body(), UTF_8).contains("resolved"));
  }

  private void turn(Alarm... alarms) {
    var opened = opened();
    var situation = new Situation(About.policy("shop", "web"), List.of(alarms), Map.of(), null);
    written = opened.journal().after(situation, AlarmChannel.ids(channels), NOON);
    desk.recorded(WEB, channels, written, opened, NOON);
  }

  private AlarmDesk.Opened opened() {
    return desk.open(WEB, AlarmCodec.write(written), NOON);
  }

  private void awaitAnswers(int count) {
    Awaitility.await("answers").until(() -> woken.get() >= count);
  }
}
