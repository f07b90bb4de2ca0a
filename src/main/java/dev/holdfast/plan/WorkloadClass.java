package dev.holdfast.plan;

/** What a pod is to its controller, which decides what may be done to it. */
public enum WorkloadClass {
  /** Nothing is lost and nothing collides when a copy runs elsewhere. */
  REPLACEABLE("Replaceable"),
  /** Two copies at once could do harm. */
  SERIAL("Serial"),
  /** A StatefulSet's: its name and its volumes are its own. */
  IDENTITY("Identity"),
  /** Of a controller kind that is not known. */
  UNKNOWN("Unknown"),
  /** A Job's: its controller retries and counts. */
  JOB("Job"),
  /** Of a DaemonSet, or static: it belongs to its node. */
  NODE_BOUND("NodeBound"),
  /** It asked to stay, or can run nowhere else. */
  PINNED("Pinned"),
  /** Nobody would make it again. */
  BARE("Bare");

  private final String written;

  WorkloadClass(String written) {
    this.written = written;
  }

  @Override
  public String toString() {
    return written;
  }
}
