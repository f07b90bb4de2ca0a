package dev.holdfast.sim;

import dev.holdfast.signal.PodPhase;
import dev.holdfast.signal.PodRef;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A pod object, as the API server stores it. */
final class ServerPod {
  final Workload workload;
  final String name;
  final String uid;
  final Instant createdAt;
  final Map<String, String> labels;
  @Nullable String node;
  PodPhase phase = PodPhase.PENDING;
  boolean ready;
  boolean everReady;
  int restarts;
  long version;

  /** The veto that somebody wrote on it. */
  @Nullable String hold;

  private boolean deleting;

  /**
   * A new one.
   *
   * @param number of all pods that were ever made
   */
  ServerPod(Workload workload, String name, int number, long now) {
    this.workload = workload;
    this.name = name;
    this.uid = "uid-" + workload.name() + "-" + number;
    this.createdAt = Agenda.instant(now).truncatedTo(ChronoUnit.SECONDS);
    this.labels = Map.of(Workload.LABEL, workload.name());
  }

  PodRef ref() {
    return new PodRef(Workload.NAMESPACE, name, uid);
  }

  boolean isDeleting() {
    return deleting;
  }

  void delete() {
    deleting = true;
  }

  void ready(boolean is) {
    ready = is;
    if (is) everReady = true;
  }

  void restarted() {
    restarts++;
    ready = false;
    everReady = false;
  }
}
