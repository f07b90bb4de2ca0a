package dev.holdfast.chaos;

import java.time.Duration;
import java.util.List;

/**
 * How a trial ended.
 *
 * @param reached its point came up and was struck
 * @param violations what was wrong in the end, or done wrong on the way
 */
record Outcome(Trial trial, boolean reached, List<String> violations, Duration took) {
  Outcome {
    violations = List.copyOf(violations);
  }

  boolean isViolation() {
    return !violations.isEmpty();
  }
}
