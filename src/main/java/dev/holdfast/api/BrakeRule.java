package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/** Limits on acts. */
@ValidationRule(
    value =
        "!has(self.maxUnhealthy) || (type(self.maxUnhealthy) == int ? self.maxUnhealthy >= 0 &&"
            + " self.maxUnhealthy <= 5000 : self.maxUnhealthy.matches('^(100|[0-9]{1,2})%$'))",
    fieldPath = ".maxUnhealthy",
    message = "write a whole number from 0 to 5000, or a percentage from 0% to 100%",
    messageExpression =
        "\"'\" + string(self.maxUnhealthy) + \"' is not allowed: write a whole number from 0 to"
            + " 5000, or a percentage from 0% to 100%\"")
public record BrakeRule(
    @JsonPropertyDescription(
            "At most this many of the selected nodes are acted on at once: a count, or a"
                + " percentage of which at least 1 node is always allowed. Default 20%.")
        @SchemaFrom(type = IntOrString.class)
        @Default("20%")
        CountOrPercent maxUnhealthy,
    @JsonPropertyDescription("The least time between two nodes being acted on, a duration.")
        @Size(max = DurationRule.LONGEST)
        @ValidationRule(
            value = DurationRule.PAUSE,
            message = DurationRule.PAUSE_ALLOWED,
            messageExpression = DurationRule.PAUSE_REFUSED)
        @Default("1s")
        Span pace,
    @JsonPropertyDescription(
            "After the loss of a whole zone, how long workloads that are still available wait"
                + " before their lost pods are replaced, a duration.")
        @Size(max = DurationRule.LONGEST)
        @ValidationRule(
            value = DurationRule.PAUSE,
            message = DurationRule.PAUSE_ALLOWED,
            messageExpression = DurationRule.PAUSE_REFUSED)
        @Default("5m")
        Span zoneDelay) {
  static final BrakeRule DEFAULT = new BrakeRule(null, null, null);

  public BrakeRule(
      @Nullable CountOrPercent maxUnhealthy, @Nullable Span pace, @Nullable Span zoneDelay) {
    this.maxUnhealthy = maxUnhealthy == null ? new CountOrPercent(20, true) : maxUnhealthy;
    this.pace = pace == null ? Span.ofSeconds(1) : pace;
    this.zoneDelay = zoneDelay == null ? Span.ofSeconds(300) : zoneDelay;
  }
}
