package dev.holdfast.notice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What people were and are to be told, as a fold over situations and over what receivers answered.
 * It lives in the status, in the same write as what it is about, so that no alarm is lost with a
 * process; a receiver may hear one twice.
 *
 * @param entries in the order in which they were first told, no two with the same key
 */
public record AlarmJournal(List<AlarmEntry> entries) {
  public static final AlarmJournal EMPTY = new AlarmJournal(List.of());

  public AlarmJournal {
    entries = List.copyOf(entries);
  }

  /** After a look at how things are. */
  public AlarmJournal after(Situation situation, Collection<String> channels, Instant now) {
    var places = Places.of(entries, situation, now);
    return new AlarmJournal(places.entries()).told(places.situation(), channels, now);
  }

  private AlarmJournal told(Situation situation, Collection<String> channels, Instant now) {
    var matters = new LinkedHashMap<Alarm.Key, Alarm>();
    situation.alarms().forEach(alarm -> matters.put(alarm.key(), alarm));
    var kept = new ArrayList<AlarmEntry>();
    for (var entry : entries) {
      var same = matters.remove(entry.alarm().key());
      var ending = situation.ending(entry.alarm().key());
      kept.add(same == null ? entry.over(ending, now) : entry.lasting(same, now));
    }
    matters.values().forEach(alarm -> kept.add(AlarmEntry.firing(alarm, channels, now)));
    var known = kept.stream().map(entry -> entry.with(channels));
    return new AlarmJournal(known.filter(entry -> !entry.isSettled(now)).toList());
  }

  /** After what receivers answered. */
  public AlarmJournal after(List<Dispatch.Report> reports, Instant now) {
    var changed = new LinkedHashMap<Alarm.Key, AlarmEntry>();
    entries.forEach(entry -> changed.put(entry.alarm().key(), entry));
    for (var report : reports) {
      changed.computeIfPresent(
          report.dispatch().alarm().key(), (key, entry) -> answered(entry, report, now));
    }
    return new AlarmJournal(List.copyOf(changed.values()));
  }

  /** An answer may come late: the same matter may have been forgotten and told anew meanwhile. */
  private static AlarmEntry answered(AlarmEntry entry, Dispatch.Report report, Instant now) {
    var channel = report.dispatch().channel();
    var before = entry.deliveries().get(channel);
    if (before == null || !report.dispatch().toldAt().equals(entry.toldAt())) return entry;
    int revision = report.dispatch().revision();
    var error = report.error();
    var deliveries = new LinkedHashMap<>(entry.deliveries());
    deliveries.put(
        channel, error == null ? before.taken(revision, now) : before.failed(revision, error, now));
    return entry.with(deliveries);
  }

  /**
   * What is to be sent now: to each channel the first revision that it should know and does not.
   */
  public List<Dispatch> due(Instant now) {
    return deliveries()
        .filter(d -> d.delivery().mayBeTried(now))
        .flatMap(d -> d.next().stream().mapToObj(d::dispatch))
        .toList();
  }

  /**
   * The policy is gone, and with it this journal: who knows of something that fires hears of it.
   */
  public List<Dispatch> farewell(Collection<String> channels, Instant now) {
    var over = after(Situation.allOver(new About("", ""), "the policy was deleted"), channels, now);
    return over.due(now).stream().filter(dispatch -> !dispatch.firing()).toList();
  }

  /** What fires, for receivers that forget what is not repeated. */
  public List<Dispatch> firing(String channel) {
    return deliveries()
        .filter(d -> d.channel().equals(channel))
        .filter(d -> d.entry().isKnownToFire(d.delivery().delivered()))
        .map(d -> d.dispatch(d.delivery().delivered()))
        .toList();
  }

  /** When time alone changes something; empty if it does not. */
  public Optional<Instant> lookAgain(Instant now) {
    var retries = deliveries().map(d -> d.delivery().retryAt()).flatMap(Stream::ofNullable);
    var quiet =
        entries.stream().filter(e -> e.isOver() || !e.isToldFiring()).map(AlarmEntry::mayFireAt);
    return Stream.concat(retries, quiet).filter(at -> at.isAfter(now)).min(Instant::compareTo);
  }

  private Stream<Told> deliveries() {
    return entries.stream()
        .flatMap(
            entry ->
                entry.deliveries().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(d -> new Told(entry, d.getKey(), d.getValue())));
  }

  private record Told(AlarmEntry entry, String channel, Delivery delivery) {
    OptionalInt next() {
      return entry.next(delivery.delivered());
    }

    Dispatch dispatch(int revision) {
      return Dispatch.of(channel, entry, revision);
    }
  }
}
