package dev.holdfast.health;

import dev.holdfast.signal.NodeAnnotations;
import dev.holdfast.signal.NodeSignal;
import java.util.Optional;

/** Somebody works on the node: voluntary moves stop, and what is down there is down by plan. */
public record Maintenance(String what, boolean rebootMeant) {
  private static final String DRAIN_TAINT = "medik8s.io/drain";
  private static final String SCALE_DOWN_TAINT = "ToBeDeletedByClusterAutoscaler";

  /** Reads the mark off a node; our own taint is no cordon. */
  public static Optional<Maintenance> of(NodeSignal node) {
    if (node.hasTaint(DRAIN_TAINT)) return Optional.of(new Maintenance("NodeMaintenance", true));
    if (node.annotation(NodeAnnotations.REBOOTING) != null) {
      return Optional.of(new Maintenance("kured reboots it", true));
    }
    if (node.hasTaint(SCALE_DOWN_TAINT)) {
      return Optional.of(new Maintenance("the cluster autoscaler removes it", false));
    }
    if (node.unschedulable()) return Optional.of(new Maintenance("cordoned", false));
    return Optional.empty();
  }

  /** Labels and annotations by which an owner asks to be left alone altogether. */
  public static Optional<String> optOut(NodeSignal node) {
    var hold = node.annotation(NodeAnnotations.HOLD);
    if (hold != null) return Optional.of(NodeAnnotations.HOLD + ": " + hold);
    if (node.labels().containsKey(NodeAnnotations.EXCLUDE_DISRUPTION)) {
      return Optional.of("label " + NodeAnnotations.EXCLUDE_DISRUPTION);
    }
    return "true".equals(node.labels().get(NodeAnnotations.EXCLUDE_FROM_REMEDIATION))
        ? Optional.of("label " + NodeAnnotations.EXCLUDE_FROM_REMEDIATION)
        : Optional.empty();
  }
}
