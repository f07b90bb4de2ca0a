package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Times of quiet. */
public record QuietRule(
    @JsonPropertyDescription(
            "How long nothing is done to nodes and pods after the API server was out of reach, a"
                + " duration: kubelets need that long to be heard again.")
        @Size(max = DurationRule.LONGEST)
        @ValidationRule(
            value = DurationRule.PAUSE,
            message = DurationRule.PAUSE_ALLOWED,
            messageExpression = DurationRule.PAUSE_REFUSED)
        @Default("50s")
        Span afterOutage,
    @JsonPropertyDescription(
            "How long a node must be well before the taint goes, a duration; it doubles with each"
                + " relapse, up to 10m. A node whose conditions flap stays Impaired as long.")
        @Size(max = DurationRule.LONGEST)
        @ValidationRule(
            value = DurationRule.PAUSE,
            message = DurationRule.PAUSE_ALLOWED,
            messageExpression = DurationRule.PAUSE_REFUSED)
        @Default("30s")
        Span beforeRelease) {
  static final QuietRule DEFAULT = new QuietRule(null, null);

  public QuietRule(@Nullable Span afterOutage, @Nullable Span beforeRelease) {
    this.afterOutage = afterOutage == null ? Span.ofSeconds(50) : afterOutage;
    this.beforeRelease = beforeRelease == null ? Span.ofSeconds(30) : beforeRelease;
  }
}
