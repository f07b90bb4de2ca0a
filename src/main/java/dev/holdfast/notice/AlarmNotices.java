package dev.holdfast.notice;

import dev.holdfast.notice.Notice.Subject;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Events say of alarms, beside those that tell of each pod, step, node and guard. */
public final class AlarmNotices {
  /** The journal has its own quiet time; this only spares repetition after a lost write. */
  private static final Duration ONCE = Duration.ofSeconds(1);

  private AlarmNotices() {}

  /**
   * What is to be told of a journal that was recorded.
   *
   * @param policy whose journal it is
   */
  public static Stream<Notice> between(AlarmJournal before, AlarmJournal after, Subject policy) {
    Map<Alarm.Key, AlarmEntry> known =
        before.entries().stream()
            .collect(Collectors.toMap(entry -> entry.alarm().key(), Function.identity()));
    return after.entries().stream()
        .filter(entry -> entry.isNewsAfter(known.get(entry.alarm().key())))
        .filter(entry -> !isToldByOthers(entry.alarm().reason(), entry.isToldFiring()))
        .map(entry -> notice(entry, policy));
  }

  private static boolean isToldByOthers(AlarmReason reason, boolean firing) {
    return switch (reason) {
      case FaultDetected,
          LadderExhausted,
          NodeImpaired,
          KubeletDown,
          NodeUnreachable,
          NodeLost,
          NodeDead ->
          true;
      case Held, GuardHolding -> firing;
      case Unavailable,
          RecoveryOverdue,
          BudgetBurningFast,
          BudgetBurningSlow,
          BudgetSpent,
          Blind,
          MoreAlarms ->
          false;
    };
  }

  private static Notice notice(AlarmEntry entry, Subject policy) {
    var alarm = entry.alarm();
    var topic = String.join(" ", alarm.reason().name(), alarm.subject(), alarm.topic());
    var about = alarm.subject() + ": ";
    return entry.isToldFiring()
        ? new Notice(
            Notice.Type.WARNING,
            alarm.reason().name(),
            policy,
            topic,
            "%s%s; next: %s".formatted(about, alarm.message(), alarm.nextStep()),
            ONCE)
        : new Notice(
            Notice.Type.NORMAL,
            "AlarmOver",
            policy,
            topic,
            "%s%s is over; %s".formatted(about, alarm.reason(), howItEnded(entry)),
            ONCE);
  }

  private static String howItEnded(AlarmEntry entry) {
    var ending = entry.ending();
    return ending == null ? "it was: " + entry.alarm().message() : ending;
  }
}
