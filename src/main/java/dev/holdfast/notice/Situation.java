package dev.holdfast.notice;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is the matter now, and how what was the matter ended.
 *
 * @param alarms no two with the same key
 * @param endings sentences for people, where one is known
 * @param changesAt when time alone may change it; absent if it does not
 */
public record Situation(
    List<Alarm> alarms, Map<Alarm.Key, String> endings, @Nullable Instant changesAt) {
  public static final Situation CALM = new Situation(List.of(), Map.of(), null);

  public Situation {
    alarms = List.copyOf(alarms);
    endings = Map.copyOf(endings);
  }
}
