package dev.holdfast.ops;

/** Why a pass came to nothing. */
public enum PassFailure {
  /** The API server gave no answer, or a refusal. */
  API("Api"),
  /** It holds the object, or its status, to a schema that it does not meet. */
  STATUS_REFUSED("StatusRefused"),
  /** A bug of Holdfast's. */
  DEFECT("Defect");

  private final String written;

  PassFailure(String written) {
    this.written = written;
  }

  @Override
  public String toString() {
    return written;
  }
}
