package dev.holdfast.sim;

import dev.holdfast.signal.Deleting;
import dev.holdfast.signal.PodPhase;
import dev.holdfast.signal.PodShape;
import dev.holdfast.signal.PodSignal;
import dev.holdfast.signal.RestartHistory;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What somebody knew of a pod before it arrived anew, as Holdfast's own reader keeps it. */
record PodPast(@Nullable PodSignal before, Instant now) {
  private static final Duration GRACE = Duration.ofSeconds(30);

  PodSignal of(Reading is) {
    var pod = is.pod();
    return new PodSignal(
        Workload.NAMESPACE,
        pod.name,
        pod.uid,
        pod.labels,
        is.node(),
        pod.workload.controller(),
        PodShape.PLAIN,
        is.phase(),
        is.ready(),
        is.everReady(),
        pod.createdAt,
        before == null ? now : before.seenAt(),
        before != null && before.ready() == is.ready() ? before.readyEdgeAt() : now,
        startedAt(is),
        is.restarts(),
        history(is),
        null,
        null,
        null,
        pod.workload.claims(),
        is.hold(),
        deleting(is));
  }

  private Instant startedAt(Reading is) {
    if (before == null) return now;
    boolean first = before.phase() == PodPhase.PENDING && is.phase() == PodPhase.RUNNING;
    return first || before.restarts() != is.restarts() ? now : before.startedAt();
  }

  private RestartHistory history(Reading is) {
    if (before == null) return RestartHistory.NONE;
    int more = is.restarts() - before.restarts();
    return more > 0 ? before.history().plus(more, now) : before.history();
  }

  private @Nullable Deleting deleting(Reading is) {
    if (!is.deleting()) return null;
    var known = before == null ? null : before.deleting();
    return known == null ? new Deleting(now, GRACE) : known;
  }
}
