package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** A share of time that is promised, more than none and less than all: {@code "99.95%"}. */
public record Target(BigDecimal percent) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,2}([.][0-9]{1,5})?)%");

  /** Reads a percentage; throws {@link IllegalArgumentException} naming the text and the form. */
  @JsonCreator
  public static Target parse(String text) {
    var written = FORM.matcher(text);
    if (written.matches()) {
      var percent = new BigDecimal(written.group(1));
      if (percent.signum() > 0) return new Target(percent);
    }
    throw new IllegalArgumentException(
        "'%s' is no percentage above 0%% and below 100%%, such as 99.95%%".formatted(text));
  }

  /** The promised share, above 0 and below 1. */
  public double ratio() {
    return percent.movePointLeft(2).doubleValue();
  }

  @JsonValue
  @Override
  public String toString() {
    return percent.toPlainString() + "%";
  }
}
