package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition with explicit polarity. */
@ValidationRule(
    value = "!(self.type == 'Ready' && self.status == 'True')",
    fieldPath = ".status",
    message =
        "'True' is not allowed for type Ready, since every healthy node says so: write False or"
            + " Unknown")
public record ConditionRule(
    @JsonPropertyDescription("The condition's type, such as KernelDeadlock.")
        @Required
        @Size(min = 1, max = 316)
        String type,
    @JsonPropertyDescription("The status that is bad: True, False or Unknown.") @Required
        ConditionStatus status,
    @JsonPropertyDescription(
            "How long it must have stood in all, within ten times as long: a duration such as"
                + " 30s.")
        @Size(max = DurationRule.LONGEST)
        @ValidationRule(
            value = DurationRule.TERM,
            message = DurationRule.TERM_ALLOWED,
            messageExpression = DurationRule.TERM_REFUSED)
        @Default("30s")
        @JsonProperty("for")
        Span standsFor) {

  /** As Kubernetes writes them. */
  public enum ConditionStatus {
    True,
    False,
    Unknown
  }

  /** A healthy kubelet whose connection stands still may not renew its lease for 45 s. */
  static final Span LEASE_SILENCE = Span.ofSeconds(50);

  /**
   * Each is power over the pods of a node, so these are only what the machine itself suffers from
   * and no pod, no volume and no rollout can bring upon many nodes at once.
   */
  static final List<ConditionRule> DEFAULTS =
      List.of(
          new ConditionRule("Ready", ConditionStatus.Unknown, LEASE_SILENCE),
          new ConditionRule("Ready", ConditionStatus.False, Span.ofSeconds(50)),
          new ConditionRule("KernelDeadlock", ConditionStatus.True, Span.ofSeconds(30)),
          new ConditionRule("CperHardwareErrorFatal", ConditionStatus.True, Span.ofSeconds(30)),
          new ConditionRule(
              "AcceleratedHardwareReady", ConditionStatus.False, Span.ofSeconds(600)));

  public ConditionRule(
      String type, ConditionStatus status, @JsonProperty("for") @Nullable Span standsFor) {
    this.type = type;
    this.status = status;
    this.standsFor = standsFor == null ? Span.ofSeconds(30) : standsFor;
  }

  /** It is about how long the lease is silent, and not about what a node says of itself. */
  boolean isOfLease() {
    return type.equals("Ready") && status == ConditionStatus.Unknown;
  }
}
