package dev.holdfast.pass;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import dev.holdfast.api.DurationFormat;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.notice.About;
import dev.holdfast.notice.Alarm;
import dev.holdfast.notice.AlarmReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Alarms about incidents: those of one workload with one kind of fault are one matter. */
final class FaultAlarms {
  /** Pods that a sentence names; the status lists them all. */
  private static final int NAMED = 3;

  private final About policy;
  private final PolicyMemory memory;
  private final Duration promised;
  private final Instant now;

  FaultAlarms(About policy, PolicyMemory memory, Duration promised, Instant now) {
    this.policy = policy;
    this.memory = memory;
    this.promised = promised;
    this.now = now;
  }

  List<Alarm> firing() {
    return Stream.of(
            alarms(AlarmReason.FaultDetected, incident -> true),
            alarms(AlarmReason.RecoveryOverdue, this::isOverdue),
            alarms(AlarmReason.LadderExhausted, i -> i.ladder().exhaustions() > 0))
        .flatMap(Collection::stream)
        .toList();
  }

  private List<Alarm> alarms(AlarmReason reason, Predicate<Incident> about) {
    return memory.open().stream()
        .filter(about)
        .collect(groupingBy(i -> key(reason, i), LinkedHashMap::new, toList()))
        .entrySet()
        .stream()
        .map(matter -> alarm(matter.getKey(), matter.getValue()))
        .toList();
  }

  private static Alarm.Key key(AlarmReason reason, Incident incident) {
    var slot = incident.slot();
    return new Alarm.Key(reason, slot.kind() + "/" + slot.name(), incident.fault());
  }

  private Alarm alarm(Alarm.Key matter, List<Incident> incidents) {
    return Alarm.of(
        matter.reason(),
        policy.part(matter.subject()),
        matter.topic(),
        switch (matter.reason()) {
          case RecoveryOverdue ->
              "%s is not recovered after %s (%s)"
                  .formatted(pods(incidents), DurationFormat.format(promised), matter.topic());
          case LadderExhausted ->
              "%s: every rung of the ladder was tried in vain (%s)"
                  .formatted(pods(incidents), matter.topic());
          default ->
              "%s: %s: %s".formatted(pods(incidents), matter.topic(), incidents.getFirst().cause());
        });
  }

  private static String pods(List<Incident> incidents) {
    var named = incidents.stream().limit(NAMED).map(Incident::pod).collect(joining(", "));
    int more = incidents.size() - NAMED;
    return (incidents.size() == 1 ? "pod " : "pods ")
        + named
        + (more > 0 ? " and " + more + " more" : "");
  }

  private boolean isOverdue(Incident incident) {
    return overdueAt(incident).isBefore(now);
  }

  private Instant overdueAt(Incident incident) {
    return incident.phases().since().plus(promised);
  }

  /** When the next incident becomes overdue; empty if none does. */
  Optional<Instant> nextOverdue() {
    return memory.open().stream()
        .map(this::overdueAt)
        .filter(at -> !at.isBefore(now))
        .min(Instant::compareTo)
        .map(at -> at.plusMillis(1));
  }

  /** How each matter ended of which nothing is open, by its last incident that is still kept. */
  Map<Alarm.Key, String> endings() {
    var endings = new HashMap<Alarm.Key, String>();
    memory.incidents().stream()
        .filter(incident -> !incident.isOpen())
        .forEach(
            i ->
                Stream.of(
                        AlarmReason.FaultDetected,
                        AlarmReason.RecoveryOverdue,
                        AlarmReason.LadderExhausted)
                    .forEach(reason -> endings.put(key(reason, i), ending(i))));
    return endings;
  }

  private static String ending(Incident incident) {
    var took = incident.phases().total();
    var time = took == null ? "" : " after " + DurationFormat.format(took);
    return switch (incident.resolution()) {
      case OPEN -> throw new IllegalArgumentException(incident.id() + " is open");
      case RECOVERED -> "recovered by Holdfast" + time;
      case SELF_HEALED -> "became well by itself" + time;
      case REPLACED_BY_OTHERS -> "replaced by others" + time;
      case OBSOLETE -> "not wanted any more";
    };
  }
}
