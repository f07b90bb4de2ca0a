package dev.holdfast.bench;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;

/** Medians, ratios, and how they are written. */
final class Figures {
  private static final double NANOS = 1e9;

  private Figures() {}

  /** As "52.3". */
  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f", time.toNanos() / NANOS);
  }

  /** As "0.04". */
  static String hundredths(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** Of an even number of values the mean of the two in the middle. */
  static Duration median(Collection<Duration> values) {
    var sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : sorted.get(middle - 1).plus(sorted.get(middle)).dividedBy(2);
  }

  /** The smallest value that so many percent of the values do not exceed. */
  static Duration percentile(Collection<Duration> values, int percent) {
    var sorted = values.stream().sorted().toList();
    return sorted.get(Math.ceilDiv(sorted.size() * percent, 100) - 1);
  }

  static Duration max(Collection<Duration> values) {
    return values.stream().max(Duration::compareTo).orElseThrow();
  }

  static double ratio(Duration value, Duration to) {
    return (double) value.toNanos() / to.toNanos();
  }
}
