package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Holdfast says of the nodes that a node policy selects. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NodePolicyStatus(
    @JsonPropertyDescription("The generation of the spec that this status is about.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("How many nodes are selected, a count.") @Nullable Integer nodes,
    @JsonPropertyDescription("How many of them are Healthy, a count.") @Nullable Integer healthy,
    @JsonPropertyDescription("The nodes that are not Healthy.") List<Unwell> unwell,
    @JsonPropertyDescription("Guards that hold acts back.") List<GuardStatus> guards,
    @JsonPropertyDescription("What fires, and what was told of it to whom.")
        List<AlarmStatus> alarms) {

  public static final NodePolicyStatus EMPTY =
      new NodePolicyStatus(null, null, null, null, null, null);

  /** A node that is not Healthy. */
  public record Unwell(
      @JsonPropertyDescription("The node's name.") String name,
      @JsonPropertyDescription("Suspect, Impaired, Lost or Dead.") String verdict,
      @JsonPropertyDescription("The evidence, for people.") String cause,
      @JsonPropertyDescription("Since when, RFC 3339.") String since,
      @JsonPropertyDescription("true: it bears the taint holdfast.dev/unhealthy by our hand.")
          Boolean marked) {}

  /** A guard that holds. */
  public record GuardStatus(
      @JsonPropertyDescription("Its CamelCase name.") String name,
      @JsonPropertyDescription("Why it holds.") String message) {}

  public NodePolicyStatus(
      @Nullable Long observedGeneration,
      @Nullable Integer nodes,
      @Nullable Integer healthy,
      @Nullable List<Unwell> unwell,
      @Nullable List<GuardStatus> guards,
      @Nullable List<AlarmStatus> alarms) {
    this.observedGeneration = observedGeneration;
    this.nodes = nodes;
    this.healthy = healthy;
    this.unwell = unwell == null ? List.of() : List.copyOf(unwell);
    this.guards = guards == null ? List.of() : List.copyOf(guards);
    this.alarms = alarms == null ? List.of() : List.copyOf(alarms);
  }

  public NodePolicyStatus with(List<AlarmStatus> alarms) {
    return new NodePolicyStatus(observedGeneration, nodes, healthy, unwell, guards, alarms);
  }
}
