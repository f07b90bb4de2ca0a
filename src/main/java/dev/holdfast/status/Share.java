package dev.holdfast.status;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A share as text of the form of a Kubernetes quantity, such as 0.9167. kubectl sorts those by
 * their value; of numbers it gives up when some are whole (1) and others are not (0.9).
 */
final class Share {
  private static final int DECIMALS = 4;

  private Share() {}

  static String of(double share) {
    var rounded = BigDecimal.valueOf(share).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
