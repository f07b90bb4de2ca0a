package dev.holdfast.incident;

import java.time.Duration;
import java.time.Instant;

/**
 * A step that was decided and recorded, and is to be done once.
 *
 * @param incident the incident that it serves
 * @param node where the pod stood when this was decided
 * @param purpose why the pod is acted on
 * @param rung name of the ladder's action that it carries out; {@link #NO_RUNG} for what is no try
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

  /** What only leads traffic away is no attempt at recovery. */
  public static final String NO_RUNG = "Divert";

  /** Why a pod is acted on; tells what a live look has to confirm. */
  public enum Purpose {
    /** The pod itself is faulty on a node that answers. */
    FAULTY_POD,
    /** Its node is Impaired: the pod may well be ready. */
    IMPAIRED_NODE,
    /** Its node is Unreachable: traffic leaves it. */
    UNREACHABLE_NODE,
    /** Its node is Lost or Dead. */
    LOST_NODE;

    /** The node answers, so the removal can wait. */
    public boolean isVoluntary() {
      return switch (this) {
        case FAULTY_POD -> true;
        case IMPAIRED_NODE -> true;
        case UNREACHABLE_NODE -> false;
        case LOST_NODE -> false;
      };
    }
  }

  /** The same step, as if it had been recorded then. */
  public Intent asOf(Instant then) {
    return new Intent(id, step, incident, node, purpose, rung, within, then);
  }
}
