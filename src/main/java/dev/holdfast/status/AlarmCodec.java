package dev.holdfast.status;

import dev.holdfast.api.AlarmStatus;
import dev.holdfast.api.AlarmStatus.DeliveryStatus;
import dev.holdfast.ledger.Era;
import dev.holdfast.notice.Alarm;
import dev.holdfast.notice.AlarmEntry;
import dev.holdfast.notice.AlarmJournal;
import dev.holdfast.notice.AlarmReason;
import dev.holdfast.notice.Delivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The journal of alarms in the form in which it lives in a status, and back. */
public final class AlarmCodec {
  /** Each of 33 alarms has one for each of four channels. */
  private static final int LONGEST_ERROR = 160;

  private AlarmCodec() {}

  /** Entries that nobody can read are left out: what still holds fires anew. */
  public static AlarmJournal read(List<AlarmStatus> written) {
    var entries = new ArrayList<AlarmEntry>();
    for (var alarm : written) {
      try {
        entries.add(read(alarm));
      } catch (IllegalArgumentException | NullPointerException unreadable) {
        // left out
      }
    }
    return new AlarmJournal(entries);
  }

  public static List<AlarmStatus> write(AlarmJournal journal) {
    return journal.entries().stream().map(AlarmCodec::write).toList();
  }

  private static AlarmStatus write(AlarmEntry entry) {
    var alarm = entry.alarm();
    return new AlarmStatus(
        alarm.reason().name(),
        alarm.reason().severity().toString(),
        alarm.subject(),
        alarm.topic(),
        entry.isOver() ? "Resolved" : "Firing",
        Brief.of(alarm.message()),
        Brief.of(alarm.nextStep()),
        entry.since().toString(),
        text(entry.until()),
        brief(entry.ending()),
        entry.toldAt().toString(),
        entry.revision(),
        entry.deliveries().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(delivery -> write(delivery.getKey(), delivery.getValue()))
            .toList());
  }

  private static DeliveryStatus write(String channel, Delivery delivery) {
    return new DeliveryStatus(
        channel,
        delivery.delivered(),
        text(delivery.at()),
        delivery.failures() == 0 ? null : delivery.failures(),
        text(delivery.retryAt()),
        delivery.error() == null ? null : Brief.of(delivery.error(), LONGEST_ERROR));
  }

  private static @Nullable String brief(@Nullable String text) {
    return text == null ? null : Brief.of(text);
  }

  private static AlarmEntry read(AlarmStatus s) {
    return new AlarmEntry(
        new Alarm(
            AlarmReason.valueOf(s.reason()), s.subject(), s.topic(), s.message(), s.nextStep()),
        Era.parse(s.since()),
        instant(s.until()),
        s.ending(),
        Era.parse(Objects.requireNonNull(s.toldAt(), "toldAt")),
        Counts.of(s.revision()),
        s.deliveries().stream()
            .collect(Collectors.toMap(DeliveryStatus::channel, AlarmCodec::read, (a, b) -> a)));
  }

  private static Delivery read(DeliveryStatus d) {
    return new Delivery(
        Counts.of(d.delivered()),
        instant(d.at()),
        d.failures() == null ? 0 : Counts.of(d.failures()),
        instant(d.retryAt()),
        d.error());
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : Era.parse(text);
  }
}
