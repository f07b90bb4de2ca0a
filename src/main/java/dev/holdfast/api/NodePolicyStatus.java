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
    @JsonPropertyDescription("How many are Suspect, a count.") @Nullable Integer suspect,
    @JsonPropertyDescription("How many are Impaired, a count.") @Nullable Integer impaired,
    @JsonPropertyDescription("Of how many only the kubelet is down, a count.")
        @Nullable Integer kubeletDown,
    @JsonPropertyDescription("How many are Unreachable, a count.") @Nullable Integer unreachable,
    @JsonPropertyDescription("How many are Lost, a count.") @Nullable Integer lost,
    @JsonPropertyDescription("How many are Dead, a count.") @Nullable Integer dead,
    @JsonPropertyDescription("The nodes that are not Healthy.") List<Unwell> unwell,
    @JsonPropertyDescription(
            "What Events warn of, which decides nothing: anybody who may write Events in namespace"
                + " default can forge it.")
        List<Warned> warnings,
    @JsonPropertyDescription("Guards that hold acts back.") List<GuardStatus> guards,
    @JsonPropertyDescription("How many of the observers that are known vote, as in 3/3.")
        @Nullable String voting,
    @JsonPropertyDescription("The replicas that probe nodes, and what became of their votes.")
        List<ObserverStatus> observers,
    @JsonPropertyDescription("What fires, and what was told of it to whom.")
        List<AlarmStatus> alarms,
    @JsonPropertyDescription(
            "How long it took to find lost nodes lost, in the last 30 days; absent without any.")
        @Nullable DetectionStatus detection,
    @JsonPropertyDescription(
            "What detection is read from, for Holdfast itself: the last 300 losses, encoded.")
        @Nullable String losses) {

  public static final NodePolicyStatus EMPTY =
      new NodePolicyStatus(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          null, null);

  /** A node that is not Healthy. */
  public record Unwell(
      @JsonPropertyDescription("The node's name.") String name,
      @JsonPropertyDescription("Suspect, Impaired, KubeletDown, Unreachable, Lost or Dead.")
          String verdict,
      @JsonPropertyDescription("The evidence, for people.") String cause,
      @JsonPropertyDescription("Since when, RFC 3339.") String since,
      @JsonPropertyDescription("true: it bears the taint holdfast.dev/unhealthy by our hand.")
          Boolean marked) {}

  /** A node that Events warned of lately. */
  public record Warned(
      @JsonPropertyDescription("The node's name.") String node,
      @JsonPropertyDescription("Of what, and how often at least, in the last ten minutes.")
          String cause) {}

  /** A guard that holds. */
  public record GuardStatus(
      @JsonPropertyDescription("Its CamelCase name.") String name,
      @JsonPropertyDescription("Why it holds.") String message) {}

  /** A replica that probes nodes. */
  public record ObserverStatus(
      @JsonPropertyDescription("The replica's name.") String name,
      @JsonPropertyDescription("The zone that it runs in; empty when nobody says.") String zone,
      @JsonPropertyDescription(
              "Votes; Abstains: it is rather itself cut off, and says so; Silent: its last vote is"
                  + " too old to count.")
          String state,
      @JsonPropertyDescription("How many nodes do not answer it, a count; absent unless it votes.")
          @Nullable Integer missing,
      @JsonPropertyDescription("Why it abstains; else absent.") @Nullable String reason,
      @JsonPropertyDescription("When it was heard last, RFC 3339; absent unless it is Silent.")
          @Nullable String heardAt) {}

  /** From the last sign of life of a node to the verdict Lost. */
  public record DetectionStatus(
      @JsonPropertyDescription("Nodes that were found lost, a count.") Integer losses,
      @JsonPropertyDescription("Half of them were found in it, in seconds.") Double p50,
      @JsonPropertyDescription("99 of 100 were found in it, in seconds.") Double p99) {}

  public NodePolicyStatus(
      @Nullable Long observedGeneration,
      @Nullable Integer nodes,
      @Nullable Integer healthy,
      @Nullable Integer suspect,
      @Nullable Integer impaired,
      @Nullable Integer kubeletDown,
      @Nullable Integer unreachable,
      @Nullable Integer lost,
      @Nullable Integer dead,
      @Nullable List<Unwell> unwell,
      @Nullable List<Warned> warnings,
      @Nullable List<GuardStatus> guards,
      @Nullable String voting,
      @Nullable List<ObserverStatus> observers,
      @Nullable List<AlarmStatus> alarms,
      @Nullable DetectionStatus detection,
      @Nullable String losses) {
    this.observedGeneration = observedGeneration;
    this.nodes = nodes;
    this.healthy = healthy;
    this.suspect = suspect;
    this.impaired = impaired;
    this.kubeletDown = kubeletDown;
    this.unreachable = unreachable;
    this.lost = lost;
    this.dead = dead;
    this.unwell = unwell == null ? List.of() : List.copyOf(unwell);
    this.warnings = warnings == null ? List.of() : List.copyOf(warnings);
    this.guards = guards == null ? List.of() : List.copyOf(guards);
    this.voting = voting;
    this.observers = observers == null ? List.of() : List.copyOf(observers);
    this.alarms = alarms == null ? List.of() : List.copyOf(alarms);
    this.detection = detection;
    this.losses = losses;
  }

  public NodePolicyStatus with(List<AlarmStatus> alarms) {
    return new NodePolicyStatus(
        observedGeneration,
        nodes,
        healthy,
        suspect,
        impaired,
        kubeletDown,
        unreachable,
        lost,
        dead,
        unwell,
        warnings,
        guards,
        voting,
        observers,
        alarms,
        detection,
        losses);
  }
}
