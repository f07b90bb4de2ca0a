package dev.holdfast.health;

import dev.holdfast.api.ConditionRule;
import dev.holdfast.api.NodePolicySpec;
import dev.holdfast.api.QuorumRule;
import dev.holdfast.signal.NodeSignal;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The policies that apply to one node, and their values, the stricter of each. */
public record NodeRules(List<NodePolicy> policies) {
  /** The quiet time before a node counts as well doubles with each relapse up to this. */
  static final Duration LONGEST_QUIET = Duration.ofMinutes(10);

  private static final Duration VOTES_ARRIVE = Duration.ofMillis(250);

  /** Of a node that no policy selects. */
  public static final NodeRules BUILT_IN = new NodeRules(List.of(NodePolicy.BUILT_IN));

  public static NodeRules forNode(NodeSignal node, List<NodePolicy> all) {
    if (all.isEmpty()) return BUILT_IN;
    var selecting = all.stream().filter(policy -> policy.selects(node)).toList();
    return selecting.isEmpty() ? BUILT_IN : new NodeRules(selecting);
  }

  public Duration suspectAfter() {
    return longest(spec -> spec.suspectAfter().value());
  }

  public Duration lostAfter() {
    return longest(NodePolicySpec::lostAfter);
  }

  /** How long a node must be well before its mark goes. */
  public Duration quietAfter(int relapses) {
    var base = longest(spec -> spec.quiet().beforeRelease().value());
    var grown = base.multipliedBy(1L << Math.min(relapses, Byte.SIZE));
    var most = base.compareTo(LONGEST_QUIET) > 0 ? base : LONGEST_QUIET;
    return grown.compareTo(most) > 0 ? most : grown;
  }

  public Duration zoneDelay() {
    return longest(spec -> spec.brake().zoneDelay().value());
  }

  /** All of these must agree for a node to count as missed. */
  public QuorumRule quorum() {
    return specs().map(NodePolicySpec::quorum).reduce(QuorumRule::and).orElseThrow();
  }

  public Duration probePeriod() {
    return longest(spec -> spec.probe().period().value());
  }

  /** Between two questions while answers come. */
  Duration probeSpacing() {
    return probePeriod().multipliedBy(5).dividedBy(4);
  }

  public Duration probeTimeout() {
    return longest(spec -> spec.probe().timeout().value());
  }

  /** So many probes in a row. */
  public int probeThreshold() {
    return specs().mapToInt(spec -> spec.probe().failureThreshold()).max().orElseThrow();
  }

  /**
   * So long after one node's first miss all are known that went at the same moment: their first
   * question may be five quarters of a period later, the others follow within five eighths of one
   * each, and votes take a quarter of a second. Some twelve questions are in vain by then, which
   * few bursts of loss outlast.
   */
  public Duration settledAfter() {
    var others = probePeriod().multipliedBy(5L * (probeThreshold() - 1)).dividedBy(8);
    return probeSpacing().plus(others).plus(probeTimeout()).plus(VOTES_ARRIVE);
  }

  public boolean steering() {
    return specs().allMatch(NodePolicySpec::steering);
  }

  /** Each condition that some policy names; where several do, with the longest time. */
  public List<ConditionRule> impairing() {
    if (policies.size() == 1) return policies.getFirst().spec().impairing();
    return specs().flatMap(spec -> spec.impairing().stream()).filter(this::isLongest).toList();
  }

  private boolean isLongest(ConditionRule rule) {
    return specs()
        .flatMap(spec -> spec.impairing().stream())
        .filter(r -> r.type().equals(rule.type()) && r.status() == rule.status())
        .noneMatch(r -> r.standsFor().value().compareTo(rule.standsFor().value()) > 0);
  }

  private Stream<NodePolicySpec> specs() {
    return policies.stream().map(NodePolicy::spec);
  }

  private Duration longest(Function<NodePolicySpec, Duration> of) {
    var longest = Duration.ZERO;
    for (var policy : policies) {
      var its = of.apply(policy.spec());
      if (its.compareTo(longest) > 0) longest = its;
    }
    return longest;
  }
}
