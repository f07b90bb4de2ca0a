package dev.holdfast.plan;

import dev.holdfast.fault.Owners;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.signal.NodeAnnotations;
import dev.holdfast.signal.OwnerRef;
import dev.holdfast.signal.PodSignal;
import dev.holdfast.signal.TaintSignal;
import java.util.Set;

/** Tells a pod's class; of several the strictest. */
final class Classifier {
  private static final TaintSignal UNREACHABLE =
      new TaintSignal("node.kubernetes.io/unreachable", "", TaintSignal.NO_EXECUTE);
  private static final Set<String> REPLICATORS = Set.of("ReplicaSet", "ReplicationController");
  private static final Set<String> NODE_KINDS = Set.of("apps/DaemonSet", "Node");

  private final PolicyView view;

  Classifier(PolicyView view) {
    this.view = view;
  }

  WorkloadClass classify(PodSignal pod) {
    var owner = pod.owner();
    if (owner == null) return WorkloadClass.BARE;
    if (NODE_KINDS.contains(owner.groupKind())) return WorkloadClass.NODE_BOUND;
    if (isPinned(pod)) return WorkloadClass.PINNED;
    if (Owners.isOfJob(pod)) return WorkloadClass.JOB;
    if (owner.groupKind().equals("apps/StatefulSet")) return WorkloadClass.IDENTITY;
    if (!isReplicator(owner)) return WorkloadClass.UNKNOWN;
    return isSerial(pod) ? WorkloadClass.SERIAL : WorkloadClass.REPLACEABLE;
  }

  private boolean isReplicator(OwnerRef owner) {
    boolean builtIn = REPLICATORS.contains(owner.kind()) && view.owners().containsKey(owner.uid());
    return builtIn || view.spec().recovery().replaceableOwners().contains(owner.groupKind());
  }

  private boolean isPinned(PodSignal pod) {
    var shape = pod.shape();
    return shape.toleratesForEver(UNREACHABLE)
        || shape.tolerates(NodeAnnotations.OUR_TAINT)
        || isAtHomeOnly(pod);
  }

  private boolean isAtHomeOnly(PodSignal pod) {
    if (pod.node() == null || !pod.shape().asksForNodes()) return false;
    return view.fleet().nodes().values().stream()
        .map(NodeHealth::node)
        .filter(pod.shape()::wants)
        .allMatch(node -> pod.isOn(node.name()));
  }

  private boolean isSerial(PodSignal pod) {
    return !pod.shape().soloUse().isEmpty() || !pod.claims().isEmpty() || isRecreated(pod);
  }

  /** A Deployment that was not seen yet may be of that strategy too. */
  private boolean isRecreated(PodSignal pod) {
    var top = Owners.top(pod, view.owners());
    if (top == null) return false;
    var unseen = top.parent();
    return top.recreate() || unseen != null && unseen.kind().equals("Deployment");
  }

  /** All that makes it Serial is claims that the API server lets one pod only mount. */
  boolean isGuardedByClaims(PodSignal pod) {
    return pod.shape().soloUse().isEmpty()
        && !pod.claims().isEmpty()
        && pod.claims().stream().allMatch(this::isOnePodOnly);
  }

  private boolean isOnePodOnly(String claim) {
    var known = view.claims().get(claim);
    return known != null && known.onePodOnly();
  }
}
