package dev.holdfast.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The journal of the policy web from noon on: what is found at each look, and who took what. */
final class JournalOfWeb {
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  static final Alarm DOWN = new Alarm(AlarmReason.Unavailable, "Policy/web", "", "down", "look");
  static final Alarm LOST =
      new Alarm(AlarmReason.FaultDetected, "Deployment/web", "NodeLost", "pod a: NodeLost", "look");

  static final List<String> AM = List.of("am");
  static final List<String> HOOK = List.of("hook");
  static final List<String> BOTH = List.of("am", "hook");

  private Instant now = NOON;
  private AlarmJournal journal = AlarmJournal.EMPTY;

  /** Alarms of their own each, from the first of these numbers to before the second. */
  static List<Alarm> held(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> new Alarm(AlarmReason.Held, "Policy/web", "R" + i, "held R" + i, "look"))
        .toList();
  }

  /** These fire now, and no others. */
  void look(List<String> channels, Alarm... alarms) {
    look(channels, List.of(alarms));
  }

  void look(List<String> channels, List<Alarm> alarms, Alarm... more) {
    var all = Stream.concat(alarms.stream(), Stream.of(more)).toList();
    see(channels, new Situation(About.policy("shop", "web"), all, Map.of(), null));
  }

  void see(List<String> channels, Situation situation) {
    journal = journal.after(situation, channels, now);
  }

  /** As when what was written was lost. */
  void forget() {
    journal = AlarmJournal.EMPTY;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  Instant now() {
    return now;
  }

  AlarmJournal journal() {
    return journal;
  }

  void taken(String channel) {
    reported(dueTo(channel).stream().map(Dispatch::taken).toList());
  }

  void failed(String channel, String why) {
    reported(dueTo(channel).stream().map(d -> d.failed(why)).toList());
  }

  void reported(List<Dispatch.Report> reports) {
    journal = journal.after(reports, now);
  }

  private List<Dispatch> dueTo(String channel) {
    return journal.due(now).stream().filter(d -> d.channel().equals(channel)).toList();
  }

  /** To whom, in which revision, and what. */
  List<String> due() {
    return journal.due(now).stream().map(JournalOfWeb::told).toList();
  }

  private static String told(Dispatch d) {
    var state = d.firing() ? "firing" : "over";
    return "%s %d %s: %s".formatted(d.channel(), d.revision(), state, d.message());
  }

  List<String> messages() {
    return journal.entries().stream().map(entry -> entry.alarm().message()).toList();
  }
}
