package dev.holdfast.kube.source;

import dev.holdfast.signal.Resources;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Quantities as thousandths; what is larger than a long counts as the largest long. */
final class Amounts {
  private static final BigDecimal LARGEST = BigDecimal.valueOf(Long.MAX_VALUE);

  static Resources of(@Nullable Map<String, Quantity> quantities) {
    if (quantities == null || quantities.isEmpty()) return Resources.NONE;
    var milli = new HashMap<String, Long>();
    quantities.forEach(
        (name, quantity) -> {
          if (name != null && quantity != null) milli.put(name, milli(quantity));
        });
    return new Resources(milli);
  }

  /** Zero where the text is no quantity, which the API server never lets through. */
  private static long milli(Quantity quantity) {
    try {
      var exact = quantity.getNumericalAmount().movePointRight(3).setScale(0, RoundingMode.CEILING);
      return exact.min(LARGEST).max(LARGEST.negate()).longValue();
    } catch (RuntimeException notAQuantity) {
      return 0;
    }
  }

  private Amounts() {}
}
