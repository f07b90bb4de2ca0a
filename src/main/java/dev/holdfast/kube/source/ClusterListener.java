package dev.holdfast.kube.source;

import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.signal.OwnerSignal;
import dev.holdfast.signal.PodSignal;
import org.jspecify.annotations.Nullable;

/**
 * Hears of changes that decisions could read, on the threads of the watches: one after the other
 * within a kind, several kinds at once, and from before {@link ClusterSources#start} has returned.
 * What is told already stands in the stores. It must be quick and never wait.
 */
public interface ClusterListener {
  /** Both have one uid; absent before means new, absent after means gone. */
  void onPodChange(@Nullable PodSignal before, @Nullable PodSignal after);

  /** A node came, changed or went; its lease apart. */
  void onNodeChange(String name);

  /** A node's lease was renewed, or it came or went. */
  void onLease(String name);

  void onOwnerChange(@Nullable OwnerSignal before, @Nullable OwnerSignal after);

  void onPolicyChange(@Nullable KnownPolicy before, @Nullable KnownPolicy after);

  void onNodePolicyChange();

  void onEmergencyStop(boolean engaged);
}
