package dev.holdfast.ledger;

/**
 * What a policy's workload was at an instant, the better the earlier, as far as anybody watched.
 */
public enum Service {
  /** All the pods that are wanted are ready. */
  UP,
  /** Fewer than wanted, but no fewer than promised. */
  DEGRADED,
  /** Fewer than promised, while somebody does maintenance on what is missing. */
  PLANNED,
  /** Fewer than promised. */
  DOWN,
  /** Nobody watched, or there was nothing to watch: neither up nor down. */
  UNKNOWN;

  /** The promise is not broken, as far as anybody knows. */
  public boolean isKept() {
    return this != DOWN && this != PLANNED;
  }

  /** As many pods as promised. */
  boolean isAvailable() {
    return this == UP || this == DEGRADED;
  }
}
