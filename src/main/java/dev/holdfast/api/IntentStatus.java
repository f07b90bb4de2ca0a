package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** A step that was recorded before it is done. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IntentStatus(
    @JsonPropertyDescription("Unique within the policy.") String id,
    @JsonPropertyDescription("The incident that it serves.") String incident,
    @JsonPropertyDescription("Evict, Delete, ForceDelete or MarkNotReady.") String action,
    @JsonPropertyDescription("The pod that is acted on.") IncidentStatus.PodName pod,
    @JsonPropertyDescription("Where it stood.") String node,
    @JsonPropertyDescription("FAULTY_POD, IMPAIRED_NODE, UNREACHABLE_NODE or LOST_NODE.")
        String purpose,
    @JsonPropertyDescription("The ladder's action that it carries out, or Divert.") String rung,
    @JsonPropertyDescription("How long its success may take, a duration.") String within,
    @JsonPropertyDescription("When it was recorded, RFC 3339.") String recordedAt,
    @JsonPropertyDescription("true: the pod's DisruptionTarget condition is set first.")
        @Nullable Boolean disruption,
    @JsonPropertyDescription("Proof that the machine does not run; for ForceDelete only.")
        @Nullable ProofStatus proof) {

  /** A proof. */
  public record ProofStatus(
      @JsonPropertyDescription("HumanConfirmed.") String kind,
      @JsonPropertyDescription("uid of the node.") String nodeUid,
      @JsonPropertyDescription("The boot that is proven over.") String bootId,
      @JsonPropertyDescription("When it was seen, RFC 3339.") String seenAt) {}
}
