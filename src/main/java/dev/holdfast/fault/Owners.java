package dev.holdfast.fault;

import dev.holdfast.signal.OwnerRef;
import dev.holdfast.signal.OwnerSignal;
import dev.holdfast.signal.PodSignal;
import dev.holdfast.signal.WorkloadRef;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The chain of controllers above a pod. */
public final class Owners {
  /** Kinds whose objects are watched: one of them that is not known does not exist. */
  private static final Set<String> READ =
      Set.of(
          "Deployment", "ReplicaSet", "ReplicationController", "StatefulSet", "DaemonSet", "Job");

  private static final Set<String> BUILT_IN =
      Set.of(
          "apps/Deployment",
          "apps/ReplicaSet",
          "apps/StatefulSet",
          "apps/DaemonSet",
          "batch/Job",
          "batch/CronJob",
          "ReplicationController",
          "Node");

  /**
   * So many controllers one above the other are followed. The longest chains in use have three or
   * four; whoever may write controllers may also make them own each other in a circle.
   */
  public static final int MOST_LINKS = 8;

  private Owners() {}

  public static boolean isRead(String kind) {
    return READ.contains(kind);
  }

  /** Kubernetes itself runs it; of any other kind an operator that we do not know does. */
  public static boolean isBuiltIn(OwnerRef controller) {
    return BUILT_IN.contains(controller.groupKind());
  }

  /** The topmost controller that is known; absent when not even the pod's own is. */
  public static @Nullable OwnerSignal top(PodSignal pod, Map<String, OwnerSignal> owners) {
    var top = named(pod.owner(), owners);
    for (int link = 1; top != null && link < MOST_LINKS; link++) {
      var parent = named(top.parent(), owners);
      if (parent == null) return top;
      top = parent;
    }
    return top;
  }

  private static @Nullable OwnerSignal named(
      @Nullable OwnerRef ref, Map<String, OwnerSignal> owners) {
    return ref == null ? null : owners.get(ref.uid());
  }

  /** The pod's workload with the share given: its topmost known controller, or the pod itself. */
  public static WorkloadRef workload(PodSignal pod, Map<String, OwnerSignal> owners, String share) {
    var top = top(pod, owners);
    if (top != null) {
      return new WorkloadRef(top.ref().kind(), top.ref().name(), top.ref().uid(), share);
    }
    var owner = pod.owner();
    return owner == null
        ? new WorkloadRef("Pod", pod.name(), pod.uid(), share)
        : new WorkloadRef(owner.kind(), owner.name(), owner.uid(), share);
  }

  /** A Job retries and counts failures by itself. */
  public static boolean isOfJob(PodSignal pod) {
    return pod.owner() != null && pod.owner().groupKind().equals("batch/Job");
  }
}
