package dev.holdfast.loop;

import dev.holdfast.alarm.AlarmSender;
import dev.holdfast.alarm.Origin;
import dev.holdfast.api.AlarmChannel;
import dev.holdfast.api.AlarmStatus;
import dev.holdfast.notice.Alarm;
import dev.holdfast.notice.AlarmJournal;
import dev.holdfast.notice.AlarmNotices;
import dev.holdfast.notice.Dispatch;
import dev.holdfast.notice.Dispatch.Report;
import dev.holdfast.notice.Notice;
import dev.holdfast.notice.Notice.Subject;
import dev.holdfast.ops.AlarmMetrics;
import dev.holdfast.status.AlarmCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what a journal says is to be told, once that is recorded: Events to everybody, letters to
 * the sender, and the answers to the next turn.
 */
final class AlarmDesk {
  private static final Logger log = LoggerFactory.getLogger(AlarmDesk.class);

  /** An alert stands for 15 minutes at an Alertmanager: two repetitions may be lost. */
  private static final Duration REPEAT = Duration.ofMinutes(4);

  private final AlarmSender sender;
  private final Predicate<Notice> tell;
  private final AlarmMetrics metrics;
  private final Consumer<Origin> wake;
  private final Supplier<Instant> clock;
  private final LongSupplier nanos;
  private final Map<String, List<Report>> answers = new ConcurrentHashMap<>();
  private final Map<String, Told> told = new ConcurrentHashMap<>();
  private final Set<UnderWay> underWay = ConcurrentHashMap.newKeySet();
  private final Map<Repeated, Long> repeatedAt = new ConcurrentHashMap<>();

  /** A journal that is recorded. */
  private record Told(Origin origin, List<AlarmChannel> channels, AlarmJournal journal) {}

  private record UnderWay(String policy, String channel, Alarm.Key alarm) {}

  private record Repeated(String policy, String channel) {}

  /**
   * A desk.
   *
   * @param tell posts an Event, and says whether it is news
   * @param wake told of which policy there are answers
   * @param nanos a clock that only goes forward
   */
  AlarmDesk(
      AlarmSender sender,
      Predicate<Notice> tell,
      AlarmMetrics metrics,
      Consumer<Origin> wake,
      Supplier<Instant> clock,
      LongSupplier nanos) {
    this.sender = sender;
    this.tell = tell;
    this.metrics = metrics;
    this.wake = wake;
    this.clock = clock;
    this.nanos = nanos;
  }

  /**
   * A journal with the answers that came since it was written.
   *
   * @param answers to be given back when the journal is recorded
   */
  record Opened(AlarmJournal journal, List<Report> answers) {
    static final Opened NOTHING = new Opened(AlarmJournal.EMPTY, List.of());
  }

  /** A term begins or ends: what is known of another is about journals that others write. */
  void forgetTerm() {
    answers.clear();
    told.clear();
    repeatedAt.clear();
  }

  Opened open(Origin origin, List<AlarmStatus> written, Instant now) {
    var came = List.copyOf(answers.computeIfAbsent(origin.uid(), uid -> List.of()));
    return new Opened(AlarmCodec.read(written).after(came, now), came);
  }

  /** The journal stands in the status: what it says is sent. */
  void recorded(
      Origin origin,
      List<AlarmChannel> channels,
      AlarmJournal journal,
      Opened opened,
      Instant now) {
    answers.computeIfPresent(origin.uid(), (uid, came) -> without(came, opened.answers()));
    AlarmNotices.between(opened.journal(), journal, subject(origin)).forEach(this::say);
    remember(new Told(origin, channels, journal));
    for (var channel : channels) {
      var due = journal.due(now).stream().filter(d -> d.channel().equals(channel.id())).toList();
      due.forEach(dispatch -> send(origin, channel, dispatch));
      if (isToBeRepeated(origin, channel)) {
        journal.firing(channel.id()).forEach(dispatch -> send(origin, channel, dispatch));
      }
    }
  }

  private void remember(Told last) {
    var uid = last.origin().uid();
    if (last.channels().isEmpty() || last.journal().entries().isEmpty()) told.remove(uid);
    else told.put(uid, last);
  }

  private static Subject subject(Origin origin) {
    return new Subject(
        "holdfast.dev/v1alpha1", origin.kind(), origin.namespace(), origin.name(), origin.uid());
  }

  private void say(Notice notice) {
    if (!tell.test(notice)) return;
    var policy = notice.subject();
    var where = policy.namespace().isEmpty() ? "" : policy.namespace() + "/";
    log.info("policy {}{}: {}: {}", where, policy.name(), notice.reason(), notice.message());
  }

  private static List<Report> with(List<Report> came, Report answer) {
    return Stream.concat(came.stream(), Stream.of(answer)).toList();
  }

  private static List<Report> without(List<Report> came, List<Report> folded) {
    return came.stream().filter(answer -> !folded.contains(answer)).toList();
  }

  /** Also after a takeover: nobody knows when the predecessor did it last. */
  private boolean isToBeRepeated(Origin origin, AlarmChannel channel) {
    if (channel.alertmanager() == null) return false;
    var key = new Repeated(origin.uid(), channel.id());
    long now = nanos.getAsLong();
    var last = repeatedAt.get(key);
    if (last != null && now - last < REPEAT.toNanos()) return false;
    repeatedAt.put(key, now);
    return true;
  }

  private void send(Origin origin, AlarmChannel channel, Dispatch dispatch) {
    var one = new UnderWay(origin.uid(), dispatch.channel(), dispatch.alarm().key());
    if (!underWay.add(one)) return;
    sender.send(
        origin,
        channel,
        dispatch,
        answer -> {
          keep(origin, answer);
          underWay.remove(one);
          metrics.sent(channel, answer.error() == null);
          wake.accept(origin);
        });
  }

  /** A policy that was forgotten meanwhile is not remembered for its answers. */
  private void keep(Origin origin, Report answer) {
    answers.computeIfPresent(origin.uid(), (uid, came) -> with(came, answer));
  }

  /** The policy is deleted. That its alarms are over is tried once: no status says so any more. */
  void forget(String policy) {
    var came = answers.remove(policy);
    repeatedAt.keySet().removeIf(key -> key.policy().equals(policy));
    var last = told.remove(policy);
    if (last != null) sayFarewell(last, came == null ? List.of() : came, clock.get());
  }

  private void sayFarewell(Told last, List<Report> came, Instant now) {
    var ids = AlarmChannel.ids(last.channels());
    var due = last.journal().after(came, now).farewell(ids, now);
    for (var channel : last.channels()) {
      due.stream()
          .filter(dispatch -> dispatch.channel().equals(channel.id()))
          .forEach(dispatch -> send(last.origin(), channel, dispatch));
    }
  }
}
