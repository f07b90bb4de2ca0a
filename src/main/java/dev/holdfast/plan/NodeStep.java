package dev.holdfast.plan;

/** One API action on one node. */
public sealed interface NodeStep {
  String node();

  String uid();

  /** Put our taint (unless one is there) and our annotation on it. */
  record Mark(String node, String uid, dev.holdfast.health.Mark mark) implements NodeStep {}

  /**
   * Take our annotation, and our own taint, off it.
   *
   * @param whileHealthy only while it is Healthy; else because nothing enforces any more
   */
  record Unmark(String node, String uid, boolean withTaint, boolean whileHealthy)
      implements NodeStep {}

  /** Take away an administrator's confirmation that no longer holds. */
  record VoidConfirmation(String node, String uid, String bootId) implements NodeStep {}

  default String action() {
    return getClass().getSimpleName();
  }
}
