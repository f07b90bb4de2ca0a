package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** A number of things, or a share of all of them: {@code 2} or {@code "50%"}. */
public record CountOrPercent(int amount, boolean percent) {
  private static final Pattern PERCENT = Pattern.compile("^(100|[0-9]{1,2})%$");

  /** Reads a whole number or a percentage; throws {@link IllegalArgumentException} otherwise. */
  @JsonCreator
  public static CountOrPercent parse(Object written) {
    if (written instanceof Number number) return count(number.intValue());
    var text = String.valueOf(written);
    if (PERCENT.matcher(text).matches()) {
      return new CountOrPercent(Integer.parseInt(text.substring(0, text.length() - 1)), true);
    }
    if (text.matches("[0-9]{1,9}")) return count(Integer.parseInt(text));
    throw new IllegalArgumentException(
        "'%s' is neither a whole number nor a percentage from 0%% to 100%%".formatted(text));
  }

  public static CountOrPercent count(int amount) {
    return new CountOrPercent(amount, false);
  }

  /** Of {@code total}, rounded up, as a PodDisruptionBudget rounds minAvailable. */
  public int roundedUpOf(int total) {
    return percent ? (int) ((amount * (long) total + 99) / 100) : amount;
  }

  /** Of {@code total}, rounded down: for limits that must not be exceeded. */
  public int roundedDownOf(int total) {
    return percent ? (int) (amount * (long) total / 100) : amount;
  }

  @JsonValue
  Object written() {
    return percent ? toString() : (Object) amount;
  }

  @Override
  public String toString() {
    return percent ? amount + "%" : Integer.toString(amount);
  }
}
