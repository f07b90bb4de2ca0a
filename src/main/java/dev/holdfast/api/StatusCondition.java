package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/**
 * A condition as {@code metav1.Condition} has it; the transition time moves with the status only.
 */
public record StatusCondition(
    @JsonPropertyDescription("What is stated, such as Available.") @Required String type,
    @JsonPropertyDescription("True, False or Unknown.") @Required String status,
    @JsonPropertyDescription("A CamelCase word for why.") @Required String reason,
    @JsonPropertyDescription("A sentence for people.") String message,
    @JsonPropertyDescription("When the status changed last, RFC 3339.") String lastTransitionTime,
    @JsonPropertyDescription("The generation of the spec that this is about.")
        Long observedGeneration) {}
