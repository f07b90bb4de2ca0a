package dev.holdfast.kube.source;

import dev.holdfast.signal.PodSignal;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;

/** Reads one pod as its versions arrive, and writes such versions. */
final class ReadPod {
  static final Instant T0 = Instant.parse("2030-01-01T00:00:00Z");
  static final Instant T1 = T0.plusSeconds(10);
  static final Instant T2 = T0.plusSeconds(20);

  /** When its container started: before its readiness changed. */
  static final String EARLY = "2030-01-01T00:00:00Z";

  /** When its container started: after its readiness changed. */
  static final String LATE = "2030-01-01T00:01:00Z";

  private final PodReader reader = new PodReader();

  /** Seen at T0, for the first time. */
  PodSignal first(String yaml) {
    return reader.read(Recorded.yaml(yaml, Pod.class), null, T0);
  }

  PodSignal next(PodSignal before, String yaml, Instant now) {
    return reader.read(Recorded.yaml(yaml, Pod.class), before, now);
  }

  /** A running pod named a whose readiness changed at half a minute past {@link #T0}. */
  static String version(String uid, String ready, int restarts, String started) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: a, namespace: n, uid: %s}
    status:
      phase: Running
      conditions: [{type: Ready, status: "%s", lastTransitionTime: "2030-01-01T00:00:30Z"}]
      containerStatuses: [{restartCount: %d, state: {running: {startedAt: "%s"}}}]
    """
        .formatted(uid, ready, restarts, started);
  }
}
