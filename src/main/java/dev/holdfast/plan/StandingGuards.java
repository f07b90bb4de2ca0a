package dev.holdfast.plan;

import dev.holdfast.api.PolicySpec.Mode;
import dev.holdfast.health.Hold;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.Step;
import dev.holdfast.signal.PodSignal;
import java.time.Instant;
import java.util.Optional;

/**
 * What forbids any act on a pod, whatever its fault: vetoes, guards, precedence, a late refusal.
 */
record StandingGuards(PolicyView view, Instant now) {
  /** Another policy has the say over a pod. */
  static final String OVERLAP = "OverlappingPolicy";

  Optional<Decision> refuse(Incident incident, PodSignal pod, NodeHealth node) {
    return policyHold()
        .or(() -> veto(pod))
        .or(() -> precedence(pod))
        .or(() -> nodeHold(node))
        .or(() -> refusedBefore(incident, node));
  }

  private Optional<Decision> policyHold() {
    return Optional.ofNullable(view.hold()).map(hold -> new Decision.Held(hold, Optional.empty()));
  }

  private static Optional<Decision> veto(PodSignal pod) {
    return pod.hold() == null
        ? Optional.empty()
        : Optional.of(
            Decision.held(
                "Veto", "the pod says holdfast.dev/hold: " + pod.hold(), "remove the annotation"));
  }

  private Optional<Decision> precedence(PodSignal pod) {
    return view.peers().stream()
        .filter(peer -> peer.pods().contains(pod.uid()))
        .filter(peer -> peer.policy().precedes(view.policy()))
        .findFirst()
        .map(
            peer ->
                Decision.held(
                    OVERLAP,
                    "the older policy %s selects the pod too, and %s"
                        .formatted(peer.policy().name(), peer.held() ? "is on hold" : "acts"),
                    "narrow one of the selectors"));
  }

  private static Optional<Decision> nodeHold(NodeHealth node) {
    return Optional.ofNullable(node.hold()).map(hold -> new Decision.Held(hold, Optional.empty()));
  }

  /** No budget can bring back a pod of a node that does not answer. */
  private Optional<Decision> refusedBefore(Incident incident, NodeHealth node) {
    return Optional.ofNullable(incident.retry())
        .filter(retry -> now.isBefore(retry.at()))
        .filter(retry -> node.verdict().isLive() || !retry.why().reason().equals(Hold.BUDGET))
        .map(retry -> new Decision.Held(retry.why(), Optional.of(retry.at())));
  }

  /** Asked last, of what would be done but for this. */
  Optional<Decision> observed(Step step) {
    return view.spec().mode() == Mode.Observe
        ? Optional.of(
            Decision.held(
                "Observe",
                "would %s pod %s".formatted(verb(step), step.pod().name()),
                "set spec.mode to Enforce"))
        : Optional.empty();
  }

  private static String verb(Step step) {
    return switch (step) {
      case Step.MarkNotReady m -> "lead traffic away from";
      case Step.Evict e -> "evict";
      case Step.Delete d -> "delete";
      case Step.ForceDelete f -> "force delete";
    };
  }
}
