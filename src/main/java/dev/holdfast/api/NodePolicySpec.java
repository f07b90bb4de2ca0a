package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;
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
    @JsonPropertyDescription("What limits acts on nodes.") @Default("{}") Brake brake,
    @JsonPropertyDescription("How long to stay quiet.") @Default("{}") Quiet quiet,
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
    public ConditionRule(
        String type, ConditionStatus status, @JsonProperty("for") @Nullable Span standsFor) {
      this.type = type;
      this.status = status;
      this.standsFor = standsFor == null ? Span.ofSeconds(30) : standsFor;
    }
  }

  /** How often the kubelet is asked, and what counts as no answer. */
  @ValidationRule(
      value = "self.timeout" + DurationRule.IN_MILLIS + " <= self.period" + DurationRule.IN_MILLIS,
      fieldPath = ".timeout",
      message = "write a timeout that is not longer than the period",
      messageExpression =
          "\"'\" + self.timeout + \"' is not allowed: write a timeout that is not longer than the"
              + " period of \" + self.period")
  public record NodeProbe(
      @JsonPropertyDescription("How often it is asked, a duration.")
          @Size(max = DurationRule.LONGEST)
          @ValidationRule(
              value = DurationRule.PROBE,
              message = DurationRule.PROBE_ALLOWED,
              messageExpression = DurationRule.PROBE_REFUSED)
          @Default("1s")
          Span period,
      @JsonPropertyDescription("How long an answer may take, a duration.")
          @Size(max = DurationRule.LONGEST)
          @ValidationRule(
              value = DurationRule.PROBE,
              message = DurationRule.PROBE_ALLOWED,
              messageExpression = DurationRule.PROBE_REFUSED)
          @Default("1s")
          Span timeout,
      @JsonPropertyDescription(
              "How many probes in a row must bring the same, for an observer to say so.")
          @ValidationRule(
              value = "self >= 3 && self <= 30",
              message = "write a whole number from 3 to 30")
          @Default("3")
          Integer failureThreshold) {
    static final NodeProbe DEFAULT = new NodeProbe(null, null, null);

    public NodeProbe(
        @Nullable Span period, @Nullable Span timeout, @Nullable Integer failureThreshold) {
      this.period = period == null ? Span.ofSeconds(1) : period;
      this.timeout = timeout == null ? Span.ofSeconds(1) : timeout;
      this.failureThreshold = failureThreshold == null ? Integer.valueOf(3) : failureThreshold;
    }
  }

  /** How many observers must agree; see {@link QuorumRule}. */
  public enum Observers {
    Majority,
    All
  }

  /** When observers agree. */
  public record QuorumRule(
      @JsonPropertyDescription("Majority: more than half of all observers must agree; or All.")
          @Default("Majority")
          Observers observers,
      @JsonPropertyDescription(
              "In so many zones at least, or in all of them where observers run in fewer.")
          @ValidationRule(
              value = "self >= 1 && self <= 10",
              message = "write a whole number from 1 to 10")
          @Default("2")
          Integer minDomains) {
    static final QuorumRule DEFAULT = new QuorumRule(null, null);

    public QuorumRule(@Nullable Observers observers, @Nullable Integer minDomains) {
      this.observers = observers == null ? Observers.Majority : observers;
      this.minDomains = minDomains == null ? Integer.valueOf(2) : minDomains;
    }

    /** What both demand. */
    public QuorumRule and(QuorumRule other) {
      boolean all = observers == Observers.All || other.observers == Observers.All;
      return new QuorumRule(
          all ? Observers.All : Observers.Majority, Math.max(minDomains, other.minDomains));
    }
  }

  /** As Kubernetes writes them. */
  public enum ConditionStatus {
    True,
    False,
    Unknown
  }

  /** Limits on acts. */
  @ValidationRule(
      value =
          "!has(self.maxUnhealthy) || (type(self.maxUnhealthy) == int ? self.maxUnhealthy >= 0 &&"
              + " self.maxUnhealthy <= 5000 : self.maxUnhealthy.matches('^(100|[0-9]{1,2})%$'))",
      fieldPath = ".maxUnhealthy",
      message = "write a whole number from 0 to 5000, or a percentage from 0% to 100%",
      messageExpression =
          "\"'\" + string(self.maxUnhealthy) + \"' is not allowed: write a whole number from 0 to"
              + " 5000, or a percentage from 0% to 100%\"")
  public record Brake(
      @JsonPropertyDescription(
              "At most this many of the selected nodes are acted on at once: a count, or a"
                  + " percentage of which at least 1 node is always allowed. Default 20%.")
          @SchemaFrom(type = IntOrString.class)
          @Default("20%")
          CountOrPercent maxUnhealthy,
      @JsonPropertyDescription("The least time between two nodes being acted on, a duration.")
          @Size(max = DurationRule.LONGEST)
          @ValidationRule(
              value = DurationRule.PAUSE,
              message = DurationRule.PAUSE_ALLOWED,
              messageExpression = DurationRule.PAUSE_REFUSED)
          @Default("1s")
          Span pace,
      @JsonPropertyDescription(
              "After the loss of a whole zone, how long workloads that are still available wait"
                  + " before their lost pods are replaced, a duration.")
          @Size(max = DurationRule.LONGEST)
          @ValidationRule(
              value = DurationRule.PAUSE,
              message = DurationRule.PAUSE_ALLOWED,
              messageExpression = DurationRule.PAUSE_REFUSED)
          @Default("5m")
          Span zoneDelay) {
    static final Brake DEFAULT = new Brake(null, null, null);

    public Brake(
        @Nullable CountOrPercent maxUnhealthy, @Nullable Span pace, @Nullable Span zoneDelay) {
      this.maxUnhealthy = maxUnhealthy == null ? new CountOrPercent(20, true) : maxUnhealthy;
      this.pace = pace == null ? Span.ofSeconds(1) : pace;
      this.zoneDelay = zoneDelay == null ? Span.ofSeconds(300) : zoneDelay;
    }
  }

  /** Times of quiet. */
  public record Quiet(
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
    static final Quiet DEFAULT = new Quiet(null, null);

    public Quiet(@Nullable Span afterOutage, @Nullable Span beforeRelease) {
      this.afterOutage = afterOutage == null ? Span.ofSeconds(50) : afterOutage;
      this.beforeRelease = beforeRelease == null ? Span.ofSeconds(30) : beforeRelease;
    }
  }

  /**
   * Each is power over the pods of a node, so these are only what the machine itself suffers from
   * and no pod, no volume and no rollout can bring upon many nodes at once.
   */
  static final List<ConditionRule> DEFAULT_CONDITIONS =
      List.of(
          new ConditionRule("Ready", ConditionStatus.Unknown, Span.ofSeconds(50)),
          new ConditionRule("Ready", ConditionStatus.False, Span.ofSeconds(50)),
          new ConditionRule("KernelDeadlock", ConditionStatus.True, Span.ofSeconds(30)),
          new ConditionRule("CperHardwareErrorFatal", ConditionStatus.True, Span.ofSeconds(30)),
          new ConditionRule(
              "AcceleratedHardwareReady", ConditionStatus.False, Span.ofSeconds(600)));

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
          new Brake(new CountOrPercent(0, false), null, null),
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
      @Nullable Brake brake,
      @Nullable Quiet quiet,
      @Nullable Boolean steering,
      @Nullable List<AlarmChannel> alarms) {
    this.nodeSelector = nodeSelector;
    this.conditions = conditions == null ? DEFAULT_CONDITIONS : List.copyOf(conditions);
    this.suspectAfter = suspectAfter == null ? Span.ofSeconds(12) : suspectAfter;
    this.probe = probe == null ? NodeProbe.DEFAULT : probe;
    this.quorum = quorum == null ? QuorumRule.DEFAULT : quorum;
    this.brake = brake == null ? Brake.DEFAULT : brake;
    this.quiet = quiet == null ? Quiet.DEFAULT : quiet;
    this.steering = steering != null && steering;
    this.alarms = alarms == null ? List.of() : List.copyOf(alarms);
  }

  /** How long a lease must be silent, Ready being not True, for a node to be Lost. */
  public Duration lostAfter() {
    return conditions.stream()
        .filter(NodePolicySpec::isLeaseRule)
        .map(rule -> rule.standsFor().value())
        .max(Duration::compareTo)
        .orElse(Duration.ofSeconds(50));
  }

  /** The rules on conditions that a node states while its lease renews. */
  public List<ConditionRule> impairing() {
    return conditions.stream().filter(rule -> !isLeaseRule(rule)).toList();
  }

  private static boolean isLeaseRule(ConditionRule rule) {
    return rule.type().equals("Ready") && rule.status() == ConditionStatus.Unknown;
  }
}
