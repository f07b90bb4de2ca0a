package dev.holdfast.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.AlarmStatus;
import dev.holdfast.api.AlarmStatus.DeliveryStatus;
import dev.holdfast.notice.AlarmReason;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A journal is read as it was written, and what nobody wrote is left out. */
class AlarmCodecTest {
  private static final String NOON = "2026-03-01T12:00:00Z";

  @Test
  void whatWasWrittenIsRead() {
    var written = List.of(alarm(NOON, NOON, 3, 2, NOON));

    assertThat(AlarmCodec.write(AlarmCodec.read(written))).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
    "+1000000000-12-31T23:59:59Z, 2026-03-01T12:00:00Z, 3, 2, 2026-03-01T12:00:00Z",
    "2026-03-01T12:00:00Z, -1000000000-01-01T00:00:00Z, 3, 2, 2026-03-01T12:00:00Z",
    "2026-03-01T12:00:00Z, 1970-01-01T00:00:00Z, 3, 2, 2026-03-01T12:00:00Z",
    "2026-03-01T12:00:00Z, 2026-03-01T12:00:00Z, -1, 2, 2026-03-01T12:00:00Z",
    "2026-03-01T12:00:00Z, 2026-03-01T12:00:00Z, 3, -1, 2026-03-01T12:00:00Z",
    "2026-03-01T12:00:00Z, 2026-03-01T12:00:00Z, 3, 2, +1000000000-12-31T23:59:59Z",
    "2026-03-01T12:00:00Z, 2026-03-01T12:00:00Z, 3, 2, tomorrow"
  })
  void anAlarmThatNobodyToldIsLeftOut(
      String toldAt, String since, int revision, int failures, @Nullable String retryAt) {
    var forged = alarm(toldAt, since, revision, failures, retryAt);
    var sound = alarm(NOON, NOON, 1, 1, NOON);

    assertThat(AlarmCodec.write(AlarmCodec.read(List.of(forged, sound)))).containsExactly(sound);
  }

  private static AlarmStatus alarm(
      String toldAt, String since, int revision, int failures, @Nullable String retryAt) {
    var reason = AlarmReason.BudgetSpent;
    return new AlarmStatus(
        reason.name(),
        reason.severity().toString(),
        "HighAvailabilityPolicy/web",
        "",
        "Firing",
        "it was down",
        "look",
        since,
        null,
        null,
        toldAt,
        revision,
        List.of(new DeliveryStatus("slack", 0, null, failures, retryAt, "no answer")));
  }
}
