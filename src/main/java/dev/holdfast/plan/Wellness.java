package dev.holdfast.plan;

import static dev.holdfast.signal.Instants.later;

import dev.holdfast.health.Verdict;
import dev.holdfast.incident.Incident;
import dev.holdfast.signal.PodSignal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a slot is well again, and since when.
 *
 * @param faulty uids of the pods that bear a fault now
 */
record Wellness(PolicyView view, Set<String> faulty, Instant now) {

  /** Available, without a fault, on a Healthy node. */
  boolean isWell(PodSignal pod) {
    return Standing.isAvailable(pod, view)
        && !faulty.contains(pod.uid())
        && pod.node() != null
        && view.fleet().isHealthy(pod.node());
  }

  /** When the slot was ready again, but no sooner than we acted, or knew of the fault. */
  Instant readyAt(Incident incident, PodSignal pod) {
    var acted = incident.phases().actedAt();
    var edge = pod.readyEdgeAt();
    var earliest = acted != null ? acted : incident.phases().detectedAt();
    return edge.isBefore(earliest) ? later(earliest, wellSince(pod)) : edge;
  }

  private Instant wellSince(PodSignal pod) {
    return Optional.ofNullable(pod.node())
        .flatMap(view.fleet()::node)
        .map(node -> node.verdict())
        .filter(Verdict.Healthy.class::isInstance)
        .map(Verdict::since)
        .orElse(now);
  }
}
