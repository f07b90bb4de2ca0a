package dev.holdfast.kit;

import java.time.Duration;

/**
 * How fast the control plane notices a silent node.
 *
 * @param grace without a heartbeat for so long a node is no longer Ready
 *     (node-monitor-grace-period)
 * @param monitorPeriod how often the node controller looks (node-monitor-period)
 * @param leaseDuration written into the nodes' leases; hosts renew four times as often, as kubelets
 *     do. Whole seconds
 */
public record NodeTimings(Duration grace, Duration monitorPeriod, Duration leaseDuration) {
  /** Kubernetes' own defaults since 1.32. */
  public static final NodeTimings STOCK =
      new NodeTimings(Duration.ofSeconds(50), Duration.ofSeconds(5), Duration.ofSeconds(40));

  /** For tests: a renewal each second, and six may be missed before a busy machine is misjudged. */
  public static final NodeTimings SHORT =
      new NodeTimings(Duration.ofSeconds(6), Duration.ofSeconds(1), Duration.ofSeconds(4));
}
