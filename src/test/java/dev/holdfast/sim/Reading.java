package dev.holdfast.sim;

import dev.holdfast.signal.PodPhase;
import dev.holdfast.signal.PodSignal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A pod as the API server had it when it told of it. */
record Reading(
    ServerPod pod,
    @Nullable String node,
    PodPhase phase,
    boolean ready,
    boolean everReady,
    int restarts,
    @Nullable String hold,
    boolean deleting) {

  static Reading of(ServerPod pod) {
    return new Reading(
        pod,
        pod.node,
        pod.phase,
        pod.ready,
        pod.everReady,
        pod.restarts,
        pod.hold,
        pod.isDeleting());
  }

  String uid() {
    return pod.uid;
  }

  /** As it is to somebody who knows it as it was before, or does not know it yet. */
  PodSignal signal(@Nullable PodSignal before, Instant now) {
    return new PodPast(before, now).of(this);
  }
}
