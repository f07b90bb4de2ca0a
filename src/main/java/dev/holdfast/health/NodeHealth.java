package dev.holdfast.health;

import dev.holdfast.signal.NodeAnnotations;
import dev.holdfast.signal.NodeSignal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node as policies see it.
 *
 * @param maintenance absent when nobody works on it
 * @param hold why nothing may be done about pods there; absent when something may
 * @param zoneHoldUntil the node went with its whole zone: workloads that are still available wait
 *     until then
 * @param steering our taint may be put on it while it is Healthy
 */
public record NodeHealth(
    NodeSignal node,
    Verdict verdict,
    @Nullable Maintenance maintenance,
    @Nullable Hold hold,
    @Nullable Instant zoneHoldUntil,
    boolean steering) {

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
