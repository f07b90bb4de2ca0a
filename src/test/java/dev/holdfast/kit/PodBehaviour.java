package dev.holdfast.kit;

/**
 * What a pod does on a simulated host, as the value of the annotation {@link #ANNOTATION}; without
 * it a pod is ready half a second after it was bound and gone at once when it is deleted.
 *
 * <p>The annotation may be set in a pod template or changed while the pod runs; only a host that is
 * up acts on it.
 */
public enum PodBehaviour {
  /** Runs, and is never ready. */
  NEVER_READY("never-ready"),
  /** Its containers end again and again, one more restart each {@link #CRASH_EVERY}. */
  CRASH_LOOP("crash-loop"),
  /** Waits for an image that does not come; only before it has started. */
  IMAGE_PULL("image-pull"),
  /** Is not removed when it is deleted. */
  STUCK_TERMINATING("stuck-terminating"),
  /** Is started and removed as usual; readiness and restarts stay as a test writes them. */
  HELD("held");

  public static final String ANNOTATION = "kit.holdfast.dev/behaviour";

  /** How long a started pod takes to become ready, as "5s"; 500 ms without it. */
  public static final String READY_AFTER = "kit.holdfast.dev/ready-after";

  /** Time between restarts of a {@link #CRASH_LOOP}, as "2s"; 1 s without it. */
  public static final String CRASH_EVERY = "kit.holdfast.dev/crash-every";

  /** How long a deleted pod takes to go, as "10s"; nothing without it. */
  public static final String TERMINATES_AFTER = "kit.holdfast.dev/terminates-after";

  /** "Succeeded" or "Failed": the pod ends so; without it pods, those of Jobs too, run for ever. */
  public static final String ENDS = "kit.holdfast.dev/ends";

  /** When a pod with {@link #ENDS} ends after it became ready, as "3s"; 1 s without it. */
  public static final String ENDS_AFTER = "kit.holdfast.dev/ends-after";

  private final String value;

  PodBehaviour(String value) {
    this.value = value;
  }

  /** What stands in the annotation. */
  public String value() {
    return value;
  }
}
