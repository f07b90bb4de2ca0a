package dev.holdfast.kit;

/** What anybody sees of a host's node through the API. */
public final class NodeSight {
  private NodeSight() {}

  /** Whether the operator keeps pods off it. */
  public static boolean isMarked(FakeHost host) {
    return host.node().getSpec().getTaints().stream()
        .anyMatch(taint -> taint.getKey().equals("holdfast.dev/unhealthy"));
  }

  /** Whether the control plane has given up hearing of it. */
  public static boolean isUnknown(FakeHost host) {
    return host.node().getStatus().getConditions().stream()
        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("Unknown"));
  }
}
