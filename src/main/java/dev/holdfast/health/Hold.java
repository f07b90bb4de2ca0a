package dev.holdfast.health;

/**
 * Why something is not done.
 *
 * @param reason a CamelCase name
 * @param message what stands in the way
 * @param release what would let it through
 */
public record Hold(String reason, String message, String release) {
  /** A PodDisruptionBudget does not allow an eviction now. */
  public static final String BUDGET = "DisruptionBudget";
}
