package dev.holdfast.status;

/** Counts as a status has them. */
final class Counts {
  /** Nothing was ever counted that far, and it can still be counted on. */
  private static final int MOST = 1_000_000_000;

  private Counts() {}

  /**
   * The count.
   *
   * @throws IllegalArgumentException when nobody can have counted that
   */
  static int of(int written) {
    if (written < 0 || written > MOST) throw new IllegalArgumentException("a count of " + written);
    return written;
  }
}
