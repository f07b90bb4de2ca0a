package dev.holdfast.status;

import dev.holdfast.api.IncidentStatus;
import dev.holdfast.api.IncidentStatus.Durations;
import dev.holdfast.api.IncidentStatus.Times;
import dev.holdfast.api.PolicyStatus;
import dev.holdfast.health.Hold;
import dev.holdfast.incident.Course;
import dev.holdfast.incident.History;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.LadderPosition;
import dev.holdfast.incident.Phases;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.incident.Resolution;
import dev.holdfast.incident.Retry;
import dev.holdfast.incident.Sighting;
import dev.holdfast.ledger.Era;
import dev.holdfast.ledger.HistoryCodec;
import dev.holdfast.signal.WorkloadRef;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A policy's memory in the form in which it lives in the status, and back. */
public final class MemoryCodec {
  private MemoryCodec() {}

  /** Entries that nobody can read are left out; {@link #unreadable} tells how many. */
  public static PolicyMemory read(@Nullable PolicyStatus status, String namespace) {
    if (status == null) return PolicyMemory.EMPTY;
    return new PolicyMemory(
        each(status.incidents(), MemoryCodec::read),
        each(status.intents(), intent -> IntentCodec.read(intent, namespace)),
        history(status.history()));
  }

  /** What nobody can read is begun anew: it decides nothing. */
  private static History history(@Nullable String written) {
    if (written == null) return History.EMPTY;
    try {
      return HistoryCodec.read(written);
    } catch (IllegalArgumentException unreadable) {
      return History.EMPTY;
    }
  }

  /** How many entries somebody wrote there whom we cannot understand. */
  public static int unreadable(@Nullable PolicyStatus status, PolicyMemory read) {
    if (status == null) return 0;
    int written = status.incidents().size() + status.intents().size();
    return written - read.incidents().size() - read.intents().size();
  }

  private static <W, R> List<R> each(List<W> written, Function<W, R> reading) {
    var read = new ArrayList<R>();
    for (var entry : written) {
      try {
        read.add(reading.apply(entry));
      } catch (DateTimeException | IllegalArgumentException | NullPointerException e) {
        // left out, and counted by whoever asks what is missing
      }
    }
    return read;
  }

  static IncidentStatus write(Incident incident) {
    var slot = incident.slot();
    return new IncidentStatus(
        incident.id(),
        new IncidentStatus.Workload(slot.kind(), slot.name(), slot.uid(), slot.share()),
        incident.fault(),
        Brief.of(incident.cause()),
        incident.resolution().toString(),
        new IncidentStatus.PodName(incident.pod(), incident.podUid()),
        incident.occupant(),
        incident.node(),
        durations(incident.phases()),
        times(incident),
        ladder(incident.ladder()),
        incident.acts(),
        retry(incident.retry()));
  }

  private static Durations durations(Phases p) {
    return new Durations(
        seconds(p.since(), p.detectedAt()),
        seconds(p.detectedAt(), p.decidedAt()),
        seconds(p.decidedAt(), p.actedAt()),
        seconds(p.actedAt(), p.readyAt()),
        seconds(p.since(), p.readyAt()));
  }

  private static @Nullable Double seconds(@Nullable Instant from, @Nullable Instant to) {
    return from == null || to == null ? null : Duration.between(from, to).toMillis() / 1000.0;
  }

  private static Times times(Incident incident) {
    var p = incident.phases();
    return new Times(
        p.since().toString(),
        p.detectedAt().toString(),
        text(p.divertedAt()),
        text(p.decidedAt()),
        text(p.actedAt()),
        text(p.readyAt()),
        incident.bornAfter().toString());
  }

  private static IncidentStatus.Ladder ladder(LadderPosition l) {
    return new IncidentStatus.Ladder(
        l.rung(), l.attempts(), text(l.deadline()), l.exhaustions(), text(l.backOffUntil()));
  }

  private static IncidentStatus.@Nullable Retry retry(@Nullable Retry retry) {
    if (retry == null) return null;
    var why = retry.why();
    return new IncidentStatus.Retry(
        why.reason(), Brief.of(why.message()), why.release(), retry.at().toString(), retry.count());
  }

  private static Incident read(IncidentStatus s) {
    var w = s.workload();
    return new Incident(
        s.id(),
        new WorkloadRef(w.kind(), w.name(), w.uid(), w.share()),
        new Sighting(s.fault(), s.cause(), s.pod().name(), s.pod().uid(), s.occupant(), s.node()),
        course(s),
        Resolution.of(s.state()));
  }

  /** The API server's clock is only compared with itself, and may say what it likes. */
  private static Course course(IncidentStatus s) {
    return new Course(
        phases(s.times()),
        position(s.ladder()),
        Counts.of(s.acts()),
        Instant.parse(s.times().bornAfter()),
        refusal(s.retry()));
  }

  private static Phases phases(Times t) {
    return new Phases(
        Era.parse(t.since()),
        Era.parse(t.detected()),
        instant(t.diverted()),
        instant(t.decided()),
        instant(t.acted()),
        instant(t.ready()));
  }

  private static LadderPosition position(IncidentStatus.Ladder l) {
    return new LadderPosition(
        Counts.of(l.rung()),
        Counts.of(l.attempts()),
        instant(l.deadline()),
        Counts.of(l.exhaustions()),
        instant(l.backOffUntil()));
  }

  private static @Nullable Retry refusal(IncidentStatus.@Nullable Retry r) {
    if (r == null) return null;
    return new Retry(
        new Hold(r.reason(), r.message(), r.release()), Era.parse(r.at()), Counts.of(r.count()));
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  private static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : Era.parse(text);
  }
}
