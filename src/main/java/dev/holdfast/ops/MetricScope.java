package dev.holdfast.ops;

/** Who tells a metric. */
public enum MetricScope {
  /** Each replica, about itself. */
  REPLICA,
  /** The replica that leads; the others tell nothing. */
  LEADER_ONLY
}
