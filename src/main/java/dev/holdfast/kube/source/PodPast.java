package dev.holdfast.kube.source;

import dev.holdfast.signal.PodPhase;
import dev.holdfast.signal.PodSignal;
import dev.holdfast.signal.RestartHistory;
import java.time.Instant;

/** What a pod's record remembers of the time before this arrival. */
record PodPast(
    Instant seenAt,
    boolean everReady,
    Instant readyEdgeAt,
    Instant startedAt,
    RestartHistory history) {

  /** What one arrival says that the past is made from. */
  record Arrival(
      PodPhase phase,
      boolean ready,
      Instant readyTransition,
      ContainerFacts containers,
      Instant at) {

    /**
     * Its readiness changed after its containers started, so it has been ready: the server's word.
     */
    boolean provesReady() {
      boolean started = containers.newestStart().isAfter(Instant.EPOCH);
      return ready || (started && readyTransition.isAfter(containers.newestStart()));
    }
  }

  static PodPast first(Arrival now) {
    return new PodPast(now.at, now.provesReady(), now.at, now.at, RestartHistory.NONE);
  }

  static PodPast next(PodSignal before, Arrival now) {
    int restarts = Math.max(0, now.containers.restarts() - before.restarts());
    boolean firstStart = before.phase() == PodPhase.PENDING && now.phase == PodPhase.RUNNING;
    return new PodPast(
        before.seenAt(),
        now.provesReady() || (restarts == 0 && before.everReady()),
        before.ready() == now.ready ? before.readyEdgeAt() : now.at,
        restarts > 0 || firstStart ? now.at : before.startedAt(),
        restarts > 0 ? before.history().plus(restarts, now.at) : before.history());
  }
}
