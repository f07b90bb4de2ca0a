package dev.holdfast.notice;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is the matter now, and how what was the matter ended.
 *
 * @param subject whose matters these are, a policy as Kind/name
 * @param alarms no two with the same key
 * @param endings sentences for people, where one is known
 * @param changesAt when time alone may change it; absent if it does not
 */
public record Situation(
    String subject,
    List<Alarm> alarms,
    Map<Alarm.Key, String> endings,
    @Nullable Instant changesAt) {

  public Situation {
    alarms = List.copyOf(alarms);
    endings = Map.copyOf(endings);
  }

  public static Situation calm(String subject) {
    return new Situation(subject, List.of(), Map.of(), null);
  }

  Situation with(List<Alarm> told) {
    return new Situation(subject, told, endings, changesAt);
  }

  Situation ending(Alarm.Key matter, String how) {
    var known = new HashMap<>(endings);
    known.put(matter, how);
    return new Situation(subject, alarms, known, changesAt);
  }
}
