package dev.holdfast.signal;

/** {@code pod.status.phase}. */
public enum PodPhase {
  PENDING,
  RUNNING,
  SUCCEEDED,
  FAILED,
  UNKNOWN;

  public boolean isTerminal() {
    return this == SUCCEEDED || this == FAILED;
  }
}
