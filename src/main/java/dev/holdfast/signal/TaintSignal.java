package dev.holdfast.signal;

/** A node's taint; {@code value} is empty when the API object has none. */
public record TaintSignal(String key, String value, String effect) {
  public static final String NO_SCHEDULE = "NoSchedule";
  public static final String NO_EXECUTE = "NoExecute";

  /** Keeps new pods off the node. */
  public boolean repels() {
    return effect.equals(NO_SCHEDULE) || effect.equals(NO_EXECUTE);
  }
}
