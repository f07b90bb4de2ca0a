package dev.holdfast.incident;

import java.time.Instant;

/**
 * A step that was decided and recorded, and is to be done once.
 *
 * @param incident the incident that it serves
 * @param node where the pod stood when this was decided
 * @param purpose the fault that the step answers, which must still stand right before it is done
 * @param rung the ladder's action that it carries out
 */
public record Intent(
    String id,
    Step step,
    String incident,
    String node,
    Purpose purpose,
    Rung rung,
    Instant recordedAt) {

  /** Why a pod is removed; tells what a live look has to confirm. */
  public enum Purpose {
    /** The pod itself is faulty on a node that answers. */
    FAULTY_POD,
    /** Its node is Impaired: the pod may well be ready. */
    IMPAIRED_NODE,
    /** Its node is Lost or Dead. */
    LOST_NODE
  }

  /** A ladder's action. */
  public enum Rung {
    RESTART,
    MIGRATE
  }
}
