package dev.holdfast.loop;

import dev.holdfast.health.NodeView;
import dev.holdfast.kube.source.ClusterSources;
import dev.holdfast.plan.Acceptance;
import dev.holdfast.signal.PodSignal;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts together what all nodes are judged by, from the stores and from how well they were watched.
 *
 * @param startedAt stands for the last lease before any was seen to be renewed
 */
record NodeViews(
    ClusterSources sources,
    EvidenceWatch evidence,
    Acceptance acceptance,
    Steering steering,
    Instant startedAt) {

  NodeView now() {
    return new NodeView(
        sources.nodes().all(),
        sources.nodePolicies().all(),
        this::holdsEnforced,
        sources.policies().all().anyMatch(acceptance::lets),
        steering.nodes(this::inForce),
        sources.synced(),
        sources.nodes().lastLeaseEventAt().orElse(startedAt),
        evidence.apiLastAnswerAt(),
        evidence.apiBackAt(),
        evidence.since(),
        sources.votes().casts().values(),
        this::podReadyAt);
  }

  private boolean holdsEnforced(String node) {
    return sources.pods().onNode(node).stream()
        .anyMatch(pod -> sources.policies().selecting(pod).anyMatch(acceptance::lets));
  }

  private Set<String> inForce() {
    return sources
        .policies()
        .all()
        .filter(acceptance::lets)
        .map(policy -> policy.key().uid())
        .collect(Collectors.toSet());
  }

  private Optional<Instant> podReadyAt(String node) {
    return sources.pods().onNode(node).stream()
        .filter(PodSignal::ready)
        .map(PodSignal::readyEdgeAt)
        .max(Comparator.naturalOrder());
  }
}
