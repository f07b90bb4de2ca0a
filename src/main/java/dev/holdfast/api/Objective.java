package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a policy promises. */
@ValidationRule(
    value =
        "!has(self.minAvailable) || (type(self.minAvailable) == int ? self.minAvailable >= 0 &&"
            + " self.minAvailable <= 150000 : self.minAvailable.matches('^(100|[0-9]{1,2})%$'))",
    fieldPath = ".minAvailable",
    message = "write a whole number from 0 to 150000, or a percentage from 0% to 100%",
    messageExpression =
        "\"'\" + string(self.minAvailable) + \"' is not allowed: write a whole number from 0 to"
            + " 150000, or a percentage from 0% to 100%\"")
public record Objective(
    @JsonPropertyDescription(
            "How many of the selected pods must be ready for the workload to be available: a count"
                + " or a percentage of the desired pods, rounded up. Holdfast never goes below it"
                + " by an act of its own.")
        @SchemaFrom(type = IntOrString.class)
        @Default("1")
        CountOrPercent minAvailable,
    @JsonPropertyDescription(
            "The share of the window in which the workload shall be available (SLO), as a"
                + " percentage above 0% and below 100%. What it leaves is the error budget.")
        @Size(max = LONGEST_TARGET)
        @ValidationRule(
            value = "self.matches('^[0-9]{1,2}([.][0-9]{1,5})?%$') && self.matches('[1-9]')",
            message = TARGET_ALLOWED,
            messageExpression = "\"'\" + self + \"' is not allowed: " + TARGET_ALLOWED + "\"")
        @Default("99.9%")
        Target availability,
    @JsonPropertyDescription(
            "The time that availability is judged over, as a duration such as 7d; it ends now.")
        @Size(max = DurationRule.LONGEST)
        @ValidationRule(
            value = DurationRule.WINDOW,
            message = DurationRule.WINDOW_ALLOWED,
            messageExpression = DurationRule.WINDOW_REFUSED)
        @Default("30d")
        Span window,
    @JsonPropertyDescription(
            "The promise (RTO) that each recovery is judged by, as a duration such as 90s or 2m.")
        @Size(max = DurationRule.LONGEST)
        @ValidationRule(
            value = DurationRule.TERM,
            message = DurationRule.TERM_ALLOWED,
            messageExpression = DurationRule.TERM_REFUSED)
        @Default("2m")
        Span recoveryTime) {
  static final CountOrPercent ONE = CountOrPercent.count(1);
  static final Span TWO_MINUTES = Span.ofSeconds(120);
  static final Target THREE_NINES = Target.parse("99.9%");
  static final Span THIRTY_DAYS = new Span(Duration.ofDays(30));
  public static final Objective DEFAULT = new Objective(null, null, null, null);

  private static final long LONGEST_TARGET = 9;
  private static final String TARGET_ALLOWED =
      "write a percentage above 0% and below 100%, with at most 5 decimals, such as 99.95%";

  public Objective(
      @Nullable CountOrPercent minAvailable,
      @Nullable Target availability,
      @Nullable Span window,
      @Nullable Span recoveryTime) {
    this.minAvailable = minAvailable == null ? ONE : minAvailable;
    this.availability = availability == null ? THREE_NINES : availability;
    this.window = window == null ? THIRTY_DAYS : window;
    this.recoveryTime = recoveryTime == null ? TWO_MINUTES : recoveryTime;
  }
}
