package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@code HighAvailabilityPolicy} asks for; every field but the selector has a default. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "(has(self.selector.matchLabels) && size(self.selector.matchLabels) > 0)"
            + " || (has(self.selector.matchExpressions) && self.selector.matchExpressions"
            + ".exists(e, e.operator in ['In', 'Exists']))",
    fieldPath = ".selector",
    message =
        "spec.selector must name something: give matchLabels, or a matchExpressions entry with"
            + " operator In or Exists; an empty selector, or one of NotIn and DoesNotExist only,"
            + " would select pods that nobody meant")
public record PolicySpec(
    @JsonPropertyDescription(
            "What Holdfast may do. Enforce: recover. Observe: say what would be done, change"
                + " nothing. Suspended: only watch and keep the account.")
        @Default("Enforce")
        Mode mode,
    @JsonPropertyDescription(
            "Which pods of this namespace the policy is about, by label, as in a"
                + " PodDisruptionBudget.")
        @Required
        LabelQuery selector,
    @JsonPropertyDescription("What available means, and how fast recovery is promised.")
        @Default("{}")
        Objective objective,
    @JsonPropertyDescription("When something counts as a fault.") @Default("{}")
        Detection detection,
    @JsonPropertyDescription("What is done about faults.") @Default("{}") Recovery recovery,
    @JsonPropertyDescription("Who is told of alarms, beside Kubernetes' Events.")
        @Default("[]")
        @Size(max = AlarmChannel.MOST)
        List<AlarmChannel> alarms) {

  /** Stands for a spec that this version cannot read; it selects nothing. */
  public static final PolicySpec NOT_UNDERSTOOD =
      new PolicySpec(Mode.Suspended, new LabelQuery(null, null), null, null, null, null);

  /** What Holdfast may do for a policy. */
  public enum Mode {
    Enforce,
    Observe,
    Suspended
  }

  public PolicySpec(
      @Nullable Mode mode,
      LabelQuery selector,
      @Nullable Objective objective,
      @Nullable Detection detection,
      @Nullable Recovery recovery,
      @Nullable List<AlarmChannel> alarms) {
    this.mode = mode == null ? Mode.Enforce : mode;
    this.selector = selector;
    this.objective = objective == null ? Objective.DEFAULT : objective;
    this.detection = detection == null ? Detection.DEFAULT : detection;
    this.recovery = recovery == null ? Recovery.DEFAULT : recovery;
    this.alarms = alarms == null ? List.of() : List.copyOf(alarms);
  }
}
