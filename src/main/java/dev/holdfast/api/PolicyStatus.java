package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Holdfast says of a policy, and what it remembers of it: incidents and intents are its only
 * memory. Written by compare-and-set only.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicyStatus(
    @JsonPropertyDescription("The generation of the spec that this status is about.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "Accepted, SelectorSound, Available and Recovering; Stalled while it is not accepted.")
        List<StatusCondition> conditions,
    @JsonPropertyDescription("How many pods are wanted, ready and promised.") @Nullable Pods pods,
    @JsonPropertyDescription("How available the workload was, with bounds, for several windows.")
        @Nullable AvailabilityStatus availability,
    @JsonPropertyDescription(
            "How well recovery works in the objective's window; absent before the first fault.")
        @Nullable RecoveryStatus recovery,
    @JsonPropertyDescription("How many incidents are open, a count.") @Nullable Integer faults,
    @JsonPropertyDescription("Open incidents and the last 10 closed ones, the oldest first.")
        List<IncidentStatus> incidents,
    @JsonPropertyDescription("Steps that were recorded and are not settled yet.")
        List<IntentStatus> intents,
    @JsonPropertyDescription("Steps that are not taken, why, and what would release each.")
        List<HeldStatus> held,
    @JsonPropertyDescription("What fires, and what was told of it to whom.")
        List<AlarmStatus> alarms,
    @JsonPropertyDescription(
            "The account that availability is read from, for Holdfast itself: encoded edges and"
                + " sums.")
        @Nullable String account,
    @JsonPropertyDescription(
            "How incidents ended, for Holdfast itself: the last 300 of them, encoded.")
        @Nullable String history) {
  public static final PolicyStatus EMPTY =
      new PolicyStatus(null, null, null, null, null, null, null, null, null, null, null, null);

  /**
   * Stands for a status that this version cannot read: what it says must not be lost, so that it is
   * neither acted upon nor overwritten.
   */
  public static final PolicyStatus NOT_UNDERSTOOD =
      new PolicyStatus(-1L, null, null, null, null, null, null, null, null, null, null, null);

  /** Pods of the policy's workloads. */
  public record Pods(
      @JsonPropertyDescription("How many pods the controllers want, a count.") Integer desired,
      @JsonPropertyDescription("How many are ready on nodes that answer, a count.") Integer ready,
      @JsonPropertyDescription("How many the policy promises, a count.") Integer minAvailable,
      @JsonPropertyDescription("ready/desired, for people.") String summary) {}

  /** A step that is not taken. */
  public record HeldStatus(
      @JsonPropertyDescription("What it is about, as Kind/name.") String subject,
      @JsonPropertyDescription("The incident that waits for it.") String incident,
      @JsonPropertyDescription("A CamelCase word for why.") String reason,
      @JsonPropertyDescription("What stands in the way.") String message,
      @JsonPropertyDescription("What would let it through.") String release) {}

  public PolicyStatus(
      @Nullable Long observedGeneration,
      @Nullable List<StatusCondition> conditions,
      @Nullable Pods pods,
      @Nullable AvailabilityStatus availability,
      @Nullable RecoveryStatus recovery,
      @Nullable Integer faults,
      @Nullable List<IncidentStatus> incidents,
      @Nullable List<IntentStatus> intents,
      @Nullable List<HeldStatus> held,
      @Nullable List<AlarmStatus> alarms,
      @Nullable String account,
      @Nullable String history) {
    this.observedGeneration = observedGeneration;
    this.conditions = conditions == null ? List.of() : List.copyOf(conditions);
    this.pods = pods;
    this.availability = availability;
    this.recovery = recovery;
    this.faults = faults;
    this.incidents = incidents == null ? List.of() : List.copyOf(incidents);
    this.intents = intents == null ? List.of() : List.copyOf(intents);
    this.held = held == null ? List.of() : List.copyOf(held);
    this.alarms = alarms == null ? List.of() : List.copyOf(alarms);
    this.account = account;
    this.history = history;
  }

  /** Without the account and what drifts as time goes on. */
  public PolicyStatus withoutAccount() {
    return new PolicyStatus(
        observedGeneration,
        conditions,
        pods,
        null,
        null,
        faults,
        incidents,
        intents,
        held,
        alarms,
        null,
        history);
  }

  public PolicyStatus with(List<AlarmStatus> alarms) {
    return new PolicyStatus(
        observedGeneration,
        conditions,
        pods,
        availability,
        recovery,
        faults,
        incidents,
        intents,
        held,
        alarms,
        account,
        history);
  }
}
