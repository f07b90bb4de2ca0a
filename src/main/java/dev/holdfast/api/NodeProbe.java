package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How often the kubelet is asked, and what counts as no answer. */
@ValidationRule(
    value = "self.timeout" + DurationRule.IN_MILLIS + " <= self.period" + DurationRule.IN_MILLIS,
    fieldPath = ".timeout",
    message = "write a timeout that is not longer than the period",
    messageExpression =
        "\"'\" + self.timeout + \"' is not allowed: write a timeout that is not longer than the"
            + " period of \" + self.period")
public record NodeProbe(
    @JsonPropertyDescription("How often it is asked, a duration.")
        @Size(max = DurationRule.LONGEST)
        @ValidationRule(
            value = DurationRule.PROBE,
            message = DurationRule.PROBE_ALLOWED,
            messageExpression = DurationRule.PROBE_REFUSED)
        @Default("1s")
        Span period,
    @JsonPropertyDescription("How long an answer may take, a duration.")
        @Size(max = DurationRule.LONGEST)
        @ValidationRule(
            value = DurationRule.PROBE,
            message = DurationRule.PROBE_ALLOWED,
            messageExpression = DurationRule.PROBE_REFUSED)
        @Default("1s")
        Span timeout,
    @JsonPropertyDescription(
            "How many probes in a row must bring the same, for an observer to say so.")
        @ValidationRule(
            value = "self >= 3 && self <= 30",
            message = "write a whole number from 3 to 30")
        @Default("3")
        Integer failureThreshold) {
  static final NodeProbe DEFAULT = new NodeProbe(null, null, null);

  public NodeProbe(
      @Nullable Span period, @Nullable Span timeout, @Nullable Integer failureThreshold) {
    this.period = period == null ? Span.ofSeconds(1) : period;
    this.timeout = timeout == null ? Span.ofSeconds(1) : timeout;
    this.failureThreshold = failureThreshold == null ? Integer.valueOf(3) : failureThreshold;
  }
}
