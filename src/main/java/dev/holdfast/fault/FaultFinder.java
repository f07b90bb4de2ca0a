package dev.holdfast.fault;

import dev.holdfast.health.NodeHealth;
import dev.holdfast.health.Verdict;
import dev.holdfast.signal.Deleting;
import dev.holdfast.signal.PodPhase;
import dev.holdfast.signal.PodSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds at most one fault a pod: the most telling one. */
public final class FaultFinder {
  /** How long beyond its own grace period a pod may take to go. */
  static final Duration TERMINATION_SLACK = Duration.ofSeconds(60);

  /** A watch that lags by more is opened again: then its list brings the node. */
  static final Duration NODE_KNOWN_AFTER = Duration.ofSeconds(15);

  private final FaultView view;
  private final Instant now;
  private final PodFaults ofPod;

  private FaultFinder(FaultView view, Instant now) {
    this.view = view;
    this.now = now;
    this.ofPod = new PodFaults(view, now);
  }

  /** All faults that stand now; many alike are recognised as one of the application. */
  public static List<Fault> find(FaultView view, Instant now) {
    var finder = new FaultFinder(view, now);
    var single = view.pods().stream().map(finder::faultOf).flatMap(Optional::stream).toList();
    return CommonFault.recognise(view, single);
  }

  private Optional<Fault> faultOf(PodSignal pod) {
    var deleting = pod.deleting();
    if (deleting != null) return terminating(pod, deleting);
    if (pod.phase() == PodPhase.SUCCEEDED) return Optional.empty();
    if (pod.phase() == PodPhase.FAILED) return failed(pod);
    var node = pod.node();
    if (node == null) return ofPod.pending(pod);
    return view.fleet().node(node).map(h -> onNode(pod, h)).orElseGet(() -> nodeGone(pod));
  }

  /**
   * Only a pod that ran there, and that we have known for a while: pods and nodes come by different
   * watches, and that of the nodes may be the slower one.
   */
  private Optional<Fault> nodeGone(PodSignal pod) {
    return pod.everReady() && !now.isBefore(pod.seenAt().plus(NODE_KNOWN_AFTER))
        ? Optional.of(new Fault.NodeGone(pod, now, "node " + pod.node() + " does not exist"))
        : Optional.empty();
  }

  /** That a terminating pod does not go, whatever its node is. */
  public static Optional<Fault> overdue(PodSignal pod, FaultView view, Instant now) {
    var deleting = pod.deleting();
    return deleting == null
        ? Optional.empty()
        : new FaultFinder(view, now).stuckTerminating(pod, deleting);
  }

  /** On a Dead node it would never go: lost, if somebody misses it and nobody has forced it yet. */
  private Optional<Fault> terminating(PodSignal pod, Deleting deleting) {
    var health = nodeOf(pod);
    boolean missed = !deleting.isForced() && !isMadeUpFor(pod, PodSignal::ready);
    return missed && health != null && health.verdict() instanceof Verdict.Dead dead
        ? Optional.of(lost(pod, health, dead))
        : stuckTerminating(pod, deleting);
  }

  private @Nullable NodeHealth nodeOf(PodSignal pod) {
    return pod.node() == null ? null : view.fleet().node(pod.node()).orElse(null);
  }

  private Optional<Fault> stuckTerminating(PodSignal pod, Deleting deleting) {
    var due = deleting.since().plus(deleting.grace());
    return now.isBefore(due.plus(TERMINATION_SLACK)) || isMadeUpFor(pod)
        ? Optional.empty()
        : Optional.of(
            new Fault.StuckTerminating(
                pod, due, "still terminating, due " + due + on(nodeOf(pod))));
  }

  private static String on(@Nullable NodeHealth health) {
    return health == null
        ? ""
        : " on node %s (%s)".formatted(health.node().name(), health.verdict().name());
  }

  private Optional<Fault> failed(PodSignal pod) {
    return isMadeUpFor(pod) || Owners.isOfJob(pod)
        ? Optional.empty()
        : Optional.of(
            new Fault.PodFailed(pod, pod.readyEdgeAt(), PodFaults.orUnknown(pod.reason())));
  }

  /** Its controller has all the pods it wants without this one. */
  private boolean isMadeUpFor(PodSignal pod) {
    return isMadeUpFor(pod, any -> true);
  }

  private boolean isMadeUpFor(PodSignal pod, Predicate<PodSignal> counts) {
    var owner = pod.owner() == null ? null : view.owners().get(pod.owner().uid());
    if (owner == null) return false;
    long active =
        view.pods().stream()
            .filter(PodSignal::isActive)
            .filter(counts)
            .filter(p -> p.owner() != null && p.owner().uid().equals(owner.ref().uid()))
            .count();
    return active >= owner.replicas();
  }

  private Optional<Fault> onNode(PodSignal pod, NodeHealth health) {
    return switch (health.verdictFor(pod)) {
      case Verdict.Healthy h -> ofPod.onWellNode(pod, h.since());
      case Verdict.Suspect s -> Optional.empty();
      case Verdict.Impaired i ->
          Optional.of(new Fault.OnImpairedNode(pod, i.since(), cause(health, i)));
      case Verdict.KubeletDown k -> Optional.empty();
      case Verdict.Unreachable u -> Optional.of(unreachable(pod, health, u));
      case Verdict.Lost l -> Optional.of(lost(pod, health, l));
      case Verdict.Dead d -> Optional.of(lost(pod, health, d));
    };
  }

  private static Fault unreachable(PodSignal pod, NodeHealth health, Verdict verdict) {
    return new Fault.NodeUnreachable(pod, health.heardAt(), cause(health, verdict));
  }

  /** The outage began at the last sign of life, not when we were sure of it. */
  private static Fault lost(PodSignal pod, NodeHealth health, Verdict verdict) {
    return new Fault.NodeLost(pod, health.heardAt(), cause(health, verdict));
  }

  private static String cause(NodeHealth health, Verdict verdict) {
    return "node %s is %s: %s".formatted(health.node().name(), verdict.name(), verdict.cause());
  }
}
