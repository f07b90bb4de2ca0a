package dev.holdfast.notice;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who has a place in a journal where more is the matter than it keeps. What people were told that
 * it fires keeps its place until they know that it is over; what finds none is counted in one
 * further alarm, so that nothing is told, forgotten and told anew.
 *
 * @param entries those that keep their place
 * @param situation what is told: the matters that have a place, and the one that counts the rest
 */
record Places(List<AlarmEntry> entries, Situation situation) {
  /** It bounds the status. */
  static final int MOST = 32;

  static Places of(List<AlarmEntry> entries, Situation situation, Instant now) {
    var fresh = fresh(entries, situation);
    var kept = withRoomFor(fresh.size(), entries, situation, now);
    int room = Math.max(0, MOST - (int) kept.stream().filter(Places::takesOne).count());
    var unplaced = fresh.stream().skip(room).toList();
    return new Places(kept, unplaced.isEmpty() ? placed(situation) : counted(situation, unplaced));
  }

  /** What has no entry yet, the critical first. */
  private static List<Alarm> fresh(List<AlarmEntry> entries, Situation situation) {
    var known = entries.stream().map(entry -> entry.alarm().key()).collect(toSet());
    return situation.alarms().stream()
        .filter(alarm -> !known.contains(alarm.key()))
        .sorted(Comparator.comparing((Alarm a) -> a.reason().severity()).reversed())
        .toList();
  }

  /** What is over makes room: what all know before what not all know, the oldest end first. */
  private static List<AlarmEntry> withRoomFor(
      int fresh, List<AlarmEntry> entries, Situation situation, Instant now) {
    long missing = entries.stream().filter(Places::takesOne).count() + fresh - MOST;
    var lasting = situation.alarms().stream().map(Alarm::key).collect(toSet());
    var leaving =
        entries.stream()
            .filter(entry -> entry.mayMakeRoom(now) && !lasting.contains(entry.alarm().key()))
            .sorted(
                Comparator.comparing((AlarmEntry entry) -> !entry.isKnown())
                    .thenComparing(AlarmEntry::endedAt))
            .limit(Math.max(0, missing))
            .collect(toSet());
    return entries.stream().filter(entry -> !leaving.contains(entry)).toList();
  }

  /** The count has a place beside all others. */
  private static boolean takesOne(AlarmEntry entry) {
    return entry.alarm().reason() != AlarmReason.MoreAlarms;
  }

  private static Situation placed(Situation situation) {
    if (situation.otherwise() != null) return situation;
    var matter = count(situation, "").key();
    return situation.withEnding(matter, "each has a place of its own, or is over");
  }

  private static Situation counted(Situation situation, Collection<Alarm> unplaced) {
    var hidden = unplaced.stream().map(Alarm::key).collect(toSet());
    var told = new ArrayList<>(without(hidden, situation.alarms()));
    told.add(count(situation, "also the matter: " + sum(unplaced)));
    return situation.with(told);
  }

  private static Alarm count(Situation situation, String sentence) {
    return Alarm.of(AlarmReason.MoreAlarms, situation.about(), "", sentence);
  }

  private static List<Alarm> without(Set<Alarm.Key> hidden, List<Alarm> alarms) {
    return alarms.stream().filter(alarm -> !hidden.contains(alarm.key())).toList();
  }

  private static String sum(Collection<Alarm> alarms) {
    return alarms.stream()
        .collect(groupingBy(Alarm::reason, TreeMap::new, counting()))
        .entrySet()
        .stream()
        .map(reason -> reason.getValue() + " " + reason.getKey())
        .collect(joining(", "));
  }
}
