package dev.holdfast.health;

import dev.holdfast.signal.NodeAnnotations;
import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.PodSignal;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A node as policies see it.
 *
 * @param maintenance absent when nobody works on it
 * @param hold why nothing may be done about pods there; absent when something may
 * @param zoneHoldUntil the node went with its whole zone: workloads that are still available wait
 *     until then
 * @param steering our taint may be put on it while it is Healthy
 * @param silentPods uids of pods from which a quorum of observers gets nothing back
 */
public record NodeHealth(
    NodeSignal node,
    Verdict verdict,
    @Nullable Maintenance maintenance,
    @Nullable Hold hold,
    @Nullable Instant zoneHoldUntil,
    boolean steering,
    LastSign lastSign,
    Set<String> silentPods) {

  /**
   * The verdict as it concerns a pod: where nothing comes back from an Unreachable node, and
   * nothing from the pod's own port either, two ways that fail together are enough for this pod. It
   * says nothing about pods that nobody asks.
   */
  public Verdict verdictFor(PodSignal pod) {
    return verdict instanceof Verdict.Unreachable u && silentPods.contains(pod.uid())
        ? new Verdict.Lost(u.since(), u.cause() + "; the pod's own probe too", u.observers())
        : verdict;
  }

  /** When it was heard last. */
  public Instant heardAt() {
    return lastSign.heardAt();
  }

  /** Our taint and our annotation were both read back: no replacement can land there. */
  public boolean marked() {
    return isMarked(node);
  }

  public static boolean isMarked(NodeSignal node) {
    return node.bearsOurTaint() && node.annotation(NodeAnnotations.MARKED) != null;
  }

  public boolean isHealthy() {
    return verdict instanceof Verdict.Healthy;
  }
}
