package dev.holdfast.signal;

import java.util.HashMap;
import java.util.Map;

/**
 * Amounts by resource name in thousandths of the resource's unit (cores, bytes, pieces), so that
 * every quantity that Kubernetes can write fits a long.
 */
public record Resources(Map<String, Long> milli) {
  public static final Resources NONE = new Resources(Map.of());

  public Resources {
    milli = Map.copyOf(milli);
  }

  public Resources plus(Resources other) {
    var sum = new HashMap<>(milli);
    other.milli.forEach((name, amount) -> sum.merge(name, amount, Long::sum));
    return new Resources(sum);
  }

  public Resources minus(Resources other) {
    var rest = new HashMap<>(milli);
    other.milli.forEach((name, amount) -> rest.merge(name, -amount, Long::sum));
    return new Resources(rest);
  }

  /** True when each amount asked for is there; a resource that is not named is not there. */
  public boolean covers(Resources asked) {
    return asked.milli.entrySet().stream()
        .allMatch(e -> e.getValue() <= 0 || milli.getOrDefault(e.getKey(), 0L) >= e.getValue());
  }
}
