package dev.holdfast.it;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A selector as large as may be: of metadata no more is kept than is needed. */
final class LargeSelector {
  private static final int EXPRESSIONS = 20;
  private static final int VALUES = 100;
  private static final int LONGEST_VALUE = 63;

  private LargeSelector() {}

  /** All of a spec; each seed gives other values. */
  static Map<String, ?> of(String seed) {
    var expressions =
        IntStream.range(0, EXPRESSIONS)
            .mapToObj(i -> Map.of("key", "a", "operator", "In", "values", values(seed + i)))
            .toList();
    return Map.of("selector", Map.of("matchExpressions", expressions));
  }

  private static List<String> values(String seed) {
    return IntStream.range(0, VALUES)
        .mapToObj(i -> seed + "-" + i)
        .map(value -> value + "x".repeat(LONGEST_VALUE - value.length()))
        .toList();
  }
}
