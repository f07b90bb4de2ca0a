package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How nodes are judged and what may be done to them; every field has a default. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NodePolicySpec(
    @JsonPropertyDescription(
            "Which nodes this policy is about, by label; left out: every node. Of several policies"
                + " that select one node the stricter value counts.")
        @Nullable LabelQuery nodeSelector,
    @JsonPropertyDescription(
            "Node conditions that matter. A condition that stands for its time on a node whose"
                + " lease renews makes it Impaired. The entry Ready/Unknown is how long the lease"
                + " must have been silent, with Ready not True, before the node counts as Lost.")
        @Default(
            "[{\"type\":\"Ready\",\"status\":\"Unknown\",\"for\":\"50s\"},"
                + "{\"type\":\"Ready\",\"status\":\"False\",\"for\":\"50s\"},"
                + "{\"type\":\"KernelDeadlock\",\"status\":\"True\",\"for\":\"30s\"},"
                + "{\"type\":\"CperHardwareErrorFatal\",\"status\":\"True\",\"for\":\"30s\"},"
                + "{\"type\":\"AcceleratedHardwareReady\",\"status\":\"False\",\"for\":\"10m\"}]")
        @Size(max = 20)
        @ValidationRule(
            value = "self.all(c, self.exists_one(d, d.type == c.type && d.status == c.status))",
            message =
                "a type with the same status stands here more than once: write each pair of type"
                    + " and status at most once")
        List<ConditionRule> conditions,
    @JsonPropertyDescription(
            "How long a lease may be overdue before the node is Suspect, a duration; kubelets renew"
                + " every 10s.")
        @Size(max = DurationRule.LONGEST)
        @ValidationRule(
            value = DurationRule.TERM,
            message = DurationRule.TERM_ALLOWED,
            messageExpression = DurationRule.TERM_REFUSED)
        @Default("12s")
        Span suspectAfter,
    @JsonPropertyDescription("How the kubelet of each node is asked for a sign of life.")
        @Default("{}")
        NodeProbe probe,
    @JsonPropertyDescription("Which of Holdfast's replicas must agree that a node is silent.")
        @Default("{}")
        QuorumRule quorum,
    @JsonPropertyDescription("What limits acts on nodes.") @Default("{}") BrakeRule brake,
    @JsonPropertyDescription("How long to stay quiet.") @Default("{}") QuietRule quiet,
    @JsonPropertyDescription(
            "true: Migrate may put the taint holdfast.dev/unhealthy:NoSchedule on a Healthy node"
                + " while a replacement is placed, so that it lands elsewhere.")
        @Default("false")
        Boolean steering,
    @JsonPropertyDescription(
            "Who is told of alarms about these nodes and about guards that hold, beside Kubernetes'"
                + " Events; Secrets are those of Holdfast's own namespace.")
        @Default("[]")
        @Size(max = AlarmChannel.MOST)
        List<AlarmChannel> alarms) {

  /**
   * Stands for a spec that this version cannot read. Whom it selects and what it forbids is not
   * known, so it is about every node and lets none be acted on.
   */
  public static final NodePolicySpec NOT_UNDERSTOOD =
      new NodePolicySpec(
          null,
          null,
          null,
          null,
          null,
          new BrakeRule(new CountOrPercent(0, false), null, null),
          null,
          null,
          null);

  /** What applies to nodes that no policy selects. */
  public static final NodePolicySpec DEFAULT =
      new NodePolicySpec(null, null, null, null, null, null, null, null, null);

  public NodePolicySpec(
      @Nullable LabelQuery nodeSelector,
      @Nullable List<ConditionRule> conditions,
      @Nullable Span suspectAfter,
      @Nullable NodeProbe probe,
      @Nullable QuorumRule quorum,
      @Nullable BrakeRule brake,
      @Nullable QuietRule quiet,
      @Nullable Boolean steering,
      @Nullable List<AlarmChannel> alarms) {
    this.nodeSelector = nodeSelector;
    this.conditions = conditions == null ? ConditionRule.DEFAULTS : List.copyOf(conditions);
    this.suspectAfter = suspectAfter == null ? Span.ofSeconds(12) : suspectAfter;
    this.probe = probe == null ? NodeProbe.DEFAULT : probe;
    this.quorum = quorum == null ? QuorumRule.DEFAULT : quorum;
    this.brake = brake == null ? BrakeRule.DEFAULT : brake;
    this.quiet = quiet == null ? QuietRule.DEFAULT : quiet;
    this.steering = steering != null && steering;
    this.alarms = alarms == null ? List.of() : List.copyOf(alarms);
  }

  /** How long a lease must be silent, Ready being not True, for a node to be Lost. */
  public Duration lostAfter() {
    return conditions.stream()
        .filter(ConditionRule::isOfLease)
        .map(rule -> rule.standsFor().value())
        .max(Duration::compareTo)
        .orElse(ConditionRule.LEASE_SILENCE.value());
  }

  /** The rules on conditions that a node states while its lease renews. */
  public List<ConditionRule> impairing() {
    return conditions.stream().filter(rule -> !rule.isOfLease()).toList();
  }
}
