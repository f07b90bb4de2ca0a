package dev.holdfast.fault;

import dev.holdfast.health.Verdict;
import dev.holdfast.signal.PodPhase;
import dev.holdfast.signal.PodSignal;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** When a pod that is not faulty yet may become so without any further event. */
public final class FaultDue {
  private FaultDue() {}

  public static Optional<Instant> of(PodSignal pod, FaultView view, Instant now) {
    return candidates(pod, view).filter(due -> due.isAfter(now)).min(Instant::compareTo);
  }

  private static Stream<Instant> candidates(PodSignal pod, FaultView view) {
    var deleting = pod.deleting();
    if (deleting != null) {
      return Stream.of(deleting.since().plus(deleting.grace()).plus(FaultFinder.TERMINATION_SLACK));
    }
    if (pod.phase().isTerminal()) return Stream.empty();
    if (isOnUnknownNode(pod, view)) {
      return Stream.of(pod.seenAt().plus(FaultFinder.NODE_KNOWN_AFTER));
    }
    if (pod.ready()) return Stream.empty();
    if (pod.node() == null || pod.phase() == PodPhase.PENDING) {
      return Stream.of(pod.seenAt().plus(view.detection().pendingFor().value()));
    }
    return view.fleet().node(pod.node()).stream()
        .map(health -> health.verdict())
        .filter(Verdict.Healthy.class::isInstance)
        .map(healthy -> due(pod, view, healthy.since()));
  }

  private static boolean isOnUnknownNode(PodSignal pod, FaultView view) {
    return pod.node() != null && view.fleet().node(pod.node()).isEmpty();
  }

  private static Instant due(PodSignal pod, FaultView view, Instant wellSince) {
    var from = pod.everReady() ? pod.readyEdgeAt() : pod.startedAt();
    var budget =
        pod.everReady() ? view.detection().notReadyFor().value() : StartupBudget.of(pod, view);
    return (from.isAfter(wellSince) ? from : wellSince).plus(budget);
  }
}
