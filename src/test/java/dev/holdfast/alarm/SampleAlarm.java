package dev.holdfast.alarm;

import dev.holdfast.api.AlarmChannel;
import dev.holdfast.api.AlarmChannel.CloudEvents;
import dev.holdfast.api.AlarmChannel.SecretEntry;
import dev.holdfast.notice.About;
import dev.holdfast.notice.Alarm;
import dev.holdfast.notice.AlarmJournal;
import dev.holdfast.notice.AlarmReason;
import dev.holdfast.notice.Dispatch;
import dev.holdfast.notice.Situation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A lost pod of the policy web: an alarm that begins at noon and is over nine seconds later. */
final class SampleAlarm {
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  static final Instant END = NOON.plusSeconds(9);

  private static final About WEB = About.policy("shop", "web");
  private static final List<String> CHANNELS = List.of("c");
  private static final Alarm LOST =
      new Alarm(
          AlarmReason.FaultDetected,
          "Deployment/web",
          "NodeLost",
          "pod a: <!channel> & co",
          "look");

  private SampleAlarm() {}

  static Dispatch firing() {
    return begun().due(NOON).getFirst();
  }

  static Dispatch over() {
    var ended = new Situation(WEB, List.of(), Map.of(LOST.key(), "recovered"), null);
    return begun()
        .after(List.of(firing().taken()), NOON)
        .after(ended, CHANNELS, END)
        .due(END)
        .getFirst();
  }

  private static AlarmJournal begun() {
    return AlarmJournal.EMPTY.after(
        new Situation(WEB, List.of(LOST), Map.of(), null), CHANNELS, NOON);
  }

  static AlarmChannel hook(String url) {
    return hook(url, null);
  }

  static AlarmChannel hook(String url, @Nullable SecretEntry key) {
    return new AlarmChannel(null, new CloudEvents(url, key), null);
  }
}
