package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** An incident as people read it, with all that a successor needs to go on with it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IncidentStatus(
    @JsonPropertyDescription("Unique within the policy.") String id,
    @JsonPropertyDescription("The workload slot that it is about.") Workload workload,
    @JsonPropertyDescription("The kind of fault, such as NodeLost.") String fault,
    @JsonPropertyDescription("The evidence, for people.") String cause,
    @JsonPropertyDescription("Open, Recovered, SelfHealed, ReplacedByOthers or Obsolete.")
        String state,
    @JsonPropertyDescription("The pod that was faulty first.") PodName pod,
    @JsonPropertyDescription("uid of the pod that fills the slot now.") @Nullable String occupant,
    @JsonPropertyDescription("Where the faulty pod stood.") @Nullable String node,
    @JsonPropertyDescription("How long each phase took, in seconds.") Durations phases,
    @JsonPropertyDescription("When each phase began, RFC 3339.") Times times,
    @JsonPropertyDescription("Where the incident stands on the ladder.") Ladder ladder,
    @JsonPropertyDescription("How many steps were done, a count.") Integer acts,
    @JsonPropertyDescription("The last refusal of a step.") @Nullable Retry retry) {

  /** A workload slot. */
  public record Workload(
      @JsonPropertyDescription("Kind of the topmost known controller.") String kind,
      @JsonPropertyDescription("Its name.") String name,
      @JsonPropertyDescription("Its uid.") String uid,
      @JsonPropertyDescription("The ordinal, or the lowest number that was free; * for all.")
          String share) {}

  /** A pod. */
  public record PodName(
      @JsonPropertyDescription("Its name.") String name,
      @JsonPropertyDescription("Its uid.") String uid) {}

  /** Phases in seconds; absent while a phase has not ended. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Durations(
      @JsonPropertyDescription("From the last sign of health to our knowing, in seconds.")
          @Nullable Double detect,
      @JsonPropertyDescription("From knowing to the recorded decision, in seconds.")
          @Nullable Double decide,
      @JsonPropertyDescription("From the decision to the act, in seconds.") @Nullable Double act,
      @JsonPropertyDescription("From the act to the slot being ready, in seconds.")
          @Nullable Double ready,
      @JsonPropertyDescription("All together, in seconds.") @Nullable Double total) {}

  /** Instants of our own steady clock, except bornAfter, which is the API server's. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Times(
      @JsonPropertyDescription("The last sign of health, or the first of the fault, RFC 3339.")
          String since,
      @JsonPropertyDescription("When we knew, RFC 3339.") String detected,
      @JsonPropertyDescription(
              "When traffic was led away from the pod, RFC 3339; absent where it was not.")
          @Nullable String diverted,
      @JsonPropertyDescription("When the first step was recorded, RFC 3339.")
          @Nullable String decided,
      @JsonPropertyDescription("When the first step was done, RFC 3339.") @Nullable String acted,
      @JsonPropertyDescription("When the slot was ready again, RFC 3339.") @Nullable String ready,
      @JsonPropertyDescription("No pod created before can be the replacement, RFC 3339.")
          String bornAfter) {}

  /** The ladder. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Ladder(
      @JsonPropertyDescription("Index of the rung, from 0.") Integer rung,
      @JsonPropertyDescription("Attempts made on it, a count.") Integer attempts,
      @JsonPropertyDescription("Until when the last attempt may succeed, RFC 3339.")
          @Nullable String deadline,
      @JsonPropertyDescription("How often the whole ladder was tried in vain, a count.")
          Integer exhaustions,
      @JsonPropertyDescription("Nothing is tried before, RFC 3339.")
          @Nullable String backOffUntil) {}

  /** A refusal. */
  public record Retry(
      @JsonPropertyDescription("A CamelCase word for why.") String reason,
      @JsonPropertyDescription("What stood in the way.") String message,
      @JsonPropertyDescription("What would let it through.") String release,
      @JsonPropertyDescription("When it is tried again, RFC 3339.") String at,
      @JsonPropertyDescription("How often in a row, a count.") Integer count) {}
}
