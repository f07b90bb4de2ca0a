package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;
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
  public static final Objective DEFAULT = new Objective(null, null);

  public Objective(@Nullable CountOrPercent minAvailable, @Nullable Span recoveryTime) {
    this.minAvailable = minAvailable == null ? ONE : minAvailable;
    this.recoveryTime = recoveryTime == null ? TWO_MINUTES : recoveryTime;
  }
}
