package dev.holdfast.signal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A controller, reduced to what decisions read.
 *
 * @param parent the controller's own controller (a ReplicaSet's Deployment)
 * @param replicas how many pods it means to have; for a DaemonSet the desired number of nodes, for
 *     a Job its parallelism
 * @param recreate a Deployment of strategy Recreate: it never wants two generations at once
 * @param progressDeadline how long a rollout may take before Kubernetes calls it failed
 * @param ignoresDisruption a Job whose podFailurePolicy ignores {@code DisruptionTarget}
 */
public record OwnerSignal(
    String namespace,
    OwnerRef ref,
    @Nullable OwnerRef parent,
    int replicas,
    boolean recreate,
    @Nullable Duration progressDeadline,
    boolean ignoresDisruption) {

  /** The reference is to this very controller, and comes from an object of its own namespace. */
  public boolean isNamedBy(OwnerRef written, String from) {
    return namespace.equals(from)
        && ref.uid().equals(written.uid())
        && ref.name().equals(written.name())
        && ref.groupKind().equals(written.groupKind());
  }
}
