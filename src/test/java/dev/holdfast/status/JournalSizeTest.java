package dev.holdfast.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.api.AlarmChannel;
import dev.holdfast.api.AlarmChannel.Alertmanager;
import dev.holdfast.notice.About;
import dev.holdfast.notice.Alarm;
import dev.holdfast.notice.AlarmJournal;
import dev.holdfast.notice.AlarmReason;
import dev.holdfast.notice.Dispatch;
import dev.holdfast.notice.Situation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JournalSizeTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456789Z");
  private static final String LONG = "\u969c".repeat(2000); // three bytes each
  private static final int MOST_BYTES = 256 * 1024;

  /** The API server takes objects of 1.5 MiB; incidents and the account need their share. */
  @Test
  void theLongestJournalTakesNoMoreThanAQuarterOfAMebibyte() throws JsonProcessingException {
    var alarms = IntStream.range(0, 40).mapToObj(JournalSizeTest::alarm).toList();
    var endings = alarms.stream().collect(Collectors.toMap(Alarm::key, alarm -> LONG));
    var channels = AlarmChannel.ids(IntStream.range(0, 4).mapToObj(JournalSizeTest::far).toList());
    var firing = AlarmJournal.EMPTY.after(situation(alarms, Map.of()), channels, NOON);
    var told = firing.after(firing.due(NOON).stream().map(Dispatch::taken).toList(), NOON);
    var over = told.after(situation(List.of(), endings), channels, NOON);
    var failed = over.after(over.due(NOON).stream().map(d -> d.failed(LONG)).toList(), NOON);

    assertThat(failed.entries()).hasSize(33);
    var bytes = new ObjectMapper().writeValueAsBytes(AlarmCodec.write(failed));
    assertThat(bytes.length).isBetween(MOST_BYTES / 2, MOST_BYTES);
  }

  @Test
  void aJournalIsReadAsItWasWritten() {
    var alarm = new Alarm(AlarmReason.Held, "Policy/web", "Veto", "held", "look");
    var journal =
        AlarmJournal.EMPTY.after(situation(List.of(alarm), Map.of()), List.of("a", "b"), NOON);
    assertThat(AlarmCodec.read(AlarmCodec.write(journal))).isEqualTo(journal);
  }

  private static Situation situation(List<Alarm> alarms, Map<Alarm.Key, String> endings) {
    return new Situation(About.policy("shop", "p".repeat(253)), alarms, endings, null);
  }

  private static Alarm alarm(int number) {
    var subject = "StatefulSet/" + number + "w".repeat(250);
    return new Alarm(AlarmReason.FaultDetected, subject, "StuckTerminating", LONG, LONG);
  }

  private static AlarmChannel far(int number) {
    var urls =
        IntStream.range(0, 5)
            .mapToObj(i -> "https://h%d%d%s/".formatted(number, i, "o".repeat(1000)))
            .toList();
    return new AlarmChannel(new Alertmanager(null, urls), null, null);
  }
}
