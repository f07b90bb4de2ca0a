package dev.holdfast.incident;

/** How an incident ended. */
public enum Resolution {
  /** It has not. */
  OPEN("Open"),
  /** We acted, and the slot is ready again. */
  RECOVERED("Recovered"),
  /** The same pod became well without us. */
  SELF_HEALED("SelfHealed"),
  /** Somebody else replaced the pod. */
  REPLACED_BY_OTHERS("ReplacedByOthers"),
  /** The slot is not wanted any more. */
  OBSOLETE("Obsolete");

  private final String written;

  Resolution(String written) {
    this.written = written;
  }

  /** Reads what {@link #toString} wrote. */
  public static Resolution of(String written) {
    for (var resolution : values()) if (resolution.written.equals(written)) return resolution;
    throw new IllegalArgumentException("unknown resolution '" + written + "'");
  }

  @Override
  public String toString() {
    return written;
  }
}
