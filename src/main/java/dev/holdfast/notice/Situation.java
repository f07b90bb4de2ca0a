package dev.holdfast.notice;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is the matter now, and how what was the matter ended.
 *
 * @param about the policy whose matters these are
 * @param alarms no two with the same key
 * @param endings sentences for people, where one is known
 * @param otherwise how all else ended; absent if nobody knows
 * @param changesAt when time alone may change it; absent if it does not
 */
public record Situation(
    About about,
    List<Alarm> alarms,
    Map<Alarm.Key, String> endings,
    @Nullable String otherwise,
    @Nullable Instant changesAt) {

  public Situation {
    alarms = List.copyOf(alarms);
    endings = Map.copyOf(endings);
  }

  public Situation(
      About about,
      List<Alarm> alarms,
      Map<Alarm.Key, String> endings,
      @Nullable Instant changesAt) {
    this(about, alarms, endings, null, changesAt);
  }

  /** Nothing is the matter any more as far as this policy goes, whatever else may be. */
  public static Situation allOver(About about, String how) {
    return new Situation(about, List.of(), Map.of(), how, null);
  }

  Situation with(List<Alarm> told) {
    return new Situation(about, told, endings, otherwise, changesAt);
  }

  Situation withEnding(Alarm.Key matter, String how) {
    var known = new HashMap<>(endings);
    known.put(matter, how);
    return new Situation(about, alarms, known, otherwise, changesAt);
  }

  @Nullable String ending(Alarm.Key matter) {
    var known = endings.get(matter);
    return known == null ? otherwise : known;
  }
}
