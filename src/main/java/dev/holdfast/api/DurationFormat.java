package dev.holdfast.api;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Durations as users write them in settings and specs: whole numbers with a unit, {@code 400ms},
 * {@code 30s}, {@code 5m}, {@code 6h}, {@code 30d}, or several in a row as in {@code 1m30s}. A day
 * is 24 hours.
 */
public final class DurationFormat {
  /** What users may write, for schemas: 9 digits keep any sum within a long. */
  public static final String PATTERN = "^([0-9]{1,9}(ms|s|m|h|d)){1,5}$";

  /** Wider than what users may write, so that the canonical form of any sum is read back. */
  private static final Pattern WHOLE = Pattern.compile("^([0-9]{1,12}(ms|s|m|h|d)){1,5}$");

  private static final Pattern PART = Pattern.compile("([0-9]+)(ms|s|m|h|d)");
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "ms", ChronoUnit.MILLIS,
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS);

  private DurationFormat() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException naming the text and the allowed form
   */
  public static Duration parse(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a duration: write whole numbers with the units ms, s, m, h or d, such as"
                  .formatted(text)
              + " 400ms, 30s, 1m30s, 6h or 30d");
    }
    return PART.matcher(text)
        .results()
        .map(
            part ->
                Duration.of(
                    Long.parseLong(part.group(1)), requireNonNull(UNITS.get(part.group(2)))))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Writes the canonical form, largest unit first; what is shorter than 1 ms is cut off. */
  public static String format(Duration duration) {
    if (duration.isNegative()) return "-" + format(duration.negated());
    var text =
        part(duration.toDaysPart(), "d")
            + part(duration.toHoursPart(), "h")
            + part(duration.toMinutesPart(), "m")
            + part(duration.toSecondsPart(), "s")
            + part(duration.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text;
  }

  private static String part(long value, String unit) {
    return value == 0 ? "" : value + unit;
  }
}
