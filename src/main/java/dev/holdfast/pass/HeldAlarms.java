package dev.holdfast.pass;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.holdfast.notice.About;
import dev.holdfast.notice.Alarm;
import dev.holdfast.notice.AlarmReason;
import dev.holdfast.plan.Held;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Alarms about steps that are not taken: one for each reason. */
final class HeldAlarms {
  /** What somebody asked for is nobody's alarm. */
  private static final Set<String> MEANT = Set.of("Observe", "Suspended");

  private HeldAlarms() {}

  static List<Alarm> of(About policy, List<Held> held) {
    return held.stream()
        .filter(h -> h.isLasting() && !MEANT.contains(h.reason()))
        .collect(groupingBy(Held::reason, TreeMap::new, toList()))
        .values()
        .stream()
        .map(same -> alarm(policy, same))
        .toList();
  }

  private static Alarm alarm(About policy, List<Held> same) {
    var first = same.getFirst();
    var more = same.size() > 1 ? " (and %d more)".formatted(same.size() - 1) : "";
    return new Alarm(
        AlarmReason.Held,
        policy.subject(),
        first.reason(),
        "%s%s is held: %s: %s".formatted(first.subject(), more, first.reason(), first.message()),
        "released by: %s; all of it: kubectl describe %s"
            .formatted(first.release(), policy.object()));
  }
}
