package dev.holdfast.signal;

/**
 * A workload's slot: what stays the same when its pod is replaced.
 *
 * @param kind the topmost known controller's kind; {@code Pod} for a bare pod
 * @param uid that controller's uid
 * @param share the ordinal of a StatefulSet's pod, else the lowest number that was free
 */
public record WorkloadRef(String kind, String name, String uid, String share) {
  /** The share of an incident that is about all pods of a controller. */
  public static final String ALL = "*";

  public boolean isSameWorkload(WorkloadRef other) {
    return uid.equals(other.uid);
  }

  @Override
  public String toString() {
    return kind + "/" + name + "#" + share;
  }
}
