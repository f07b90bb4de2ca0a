package dev.holdfast.ledger;

/** Where a value lies with 95 % confidence. */
public record Range(double lower, double upper) {
  /** One minus the confidence. */
  static final double ERROR = 0.05;
}
