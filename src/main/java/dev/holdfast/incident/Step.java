package dev.holdfast.incident;

import dev.holdfast.health.Proof;
import dev.holdfast.signal.PodRef;

/** One API action on one pod. */
public sealed interface Step {
  PodRef pod();

  /** After it the pod is gone, or on its way out. */
  sealed interface Removal extends Step {}

  /**
   * Say of a pod on an Unreachable node that it is not ready, so that traffic leaves it; a kubelet
   * that lives takes it back.
   */
  record MarkNotReady(PodRef pod) implements Step {}

  /** Ask the API server to evict it: budgets are honoured, graceful. */
  record Evict(PodRef pod) implements Removal {}

  /**
   * Delete it gracefully; only for pods of nodes that are Lost.
   *
   * @param disruption say {@code DisruptionTarget} on the pod first, so that its Job does not count
   *     the loss as a failure
   */
  record Delete(PodRef pod, boolean disruption) implements Removal {}

  /** Remove the object without waiting for the node; there is none without proof. */
  record ForceDelete(PodRef pod, Proof proof) implements Removal {}

  /** What it is called in status, events and metrics. */
  default String action() {
    return getClass().getSimpleName();
  }
}
