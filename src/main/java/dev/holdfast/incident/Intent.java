package dev.holdfast.incident;

import java.time.Duration;
import java.time.Instant;

/**
 * A step that was decided and recorded, and is to be done once.
 *
 * @param incident the incident that it serves
 * @param node where the pod stood when this was decided
 * @param purpose why the pod is removed
 * @param rung name of the ladder's action that it carries out
 * @param within how long its success may take
 */
public record Intent(
    String id,
    Step step,
    String incident,
    String node,
    Purpose purpose,
    String rung,
    Duration within,
    Instant recordedAt) {

  /** Why a pod is removed; tells what a live look has to confirm. */
  public enum Purpose {
    /** The pod itself is faulty on a node that answers. */
    FAULTY_POD,
    /** Its node is Impaired: the pod may well be ready. */
    IMPAIRED_NODE,
    /** Its node is Lost or Dead. */
    LOST_NODE;

    /** The node answers, so the removal can wait. */
    public boolean isVoluntary() {
      return this != LOST_NODE;
    }
  }
}
