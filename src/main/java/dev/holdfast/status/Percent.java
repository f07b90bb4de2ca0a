package dev.holdfast.status;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Shares as percentages, rounded so that bounds stay bounds. */
final class Percent {
  /** 2.6 s of 30 days: finer than any edge is known. */
  private static final int DECIMALS = 4;

  private Percent() {}

  /** Only what is whole is written as 100. */
  static String of(double share, RoundingMode rounding) {
    var percent = BigDecimal.valueOf(share).movePointRight(2).setScale(DECIMALS, rounding);
    boolean whole = percent.compareTo(BigDecimal.valueOf(100)) == 0;
    if (whole && share < 1 && rounding != RoundingMode.CEILING) {
      return percent.subtract(BigDecimal.ONE.movePointLeft(DECIMALS)).toPlainString() + "%";
    }
    return percent.stripTrailingZeros().toPlainString() + "%";
  }
}
