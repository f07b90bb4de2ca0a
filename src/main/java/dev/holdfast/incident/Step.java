package dev.holdfast.incident;

import dev.holdfast.health.Proof;
import dev.holdfast.signal.PodRef;

/** One API action on one pod. */
public sealed interface Step {
  PodRef pod();

  /** Ask the API server to evict it: budgets are honoured, graceful. */
  record Evict(PodRef pod) implements Step {}

  /**
   * Delete it gracefully; only for pods of nodes that are Lost.
   *
   * @param disruption say {@code DisruptionTarget} on the pod first, so that its Job does not count
   *     the loss as a failure
   */
  record Delete(PodRef pod, boolean disruption) implements Step {}

  /** Remove the object without waiting for the node; there is none without proof. */
  record ForceDelete(PodRef pod, Proof proof) implements Step {}

  /** What it is called in status, events and metrics. */
  default String action() {
    return getClass().getSimpleName();
  }
}
