package dev.holdfast.golden;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.holdfast.api.NodePolicySpec;
import dev.holdfast.api.PolicySpec;
import dev.holdfast.api.PolicyStatus;
import dev.holdfast.api.Span;
import dev.holdfast.signal.ProbeAnswer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A golden file's input as it is written. Spans are ages: how long before {@code now} something
 * was. What is left out is what a calm cluster has.
 *
 * @param title the guarantee, as a sentence
 * @param onceMarked run a second round with the planned node steps done, and expect its plan too
 * @param expect the output; compared as text, so it is not read here
 */
record GoldenCase(
    @JsonProperty("case") String title,
    @Nullable String now,
    @Nullable Circumstances circumstances,
    List<Policy> policies,
    @Nullable List<NodePolicyEntry> nodePolicies,
    @Nullable List<Node> nodes,
    @Nullable List<Owner> owners,
    @Nullable List<Claim> claims,
    @Nullable List<Pod> pods,
    @Nullable List<Observer> observers,
    @Nullable Boolean onceMarked,
    @Nullable Object expect) {

  /**
   * What the operator knows besides objects.
   *
   * @param answered when the API server answered last
   * @param back when it answered again after an outage
   * @param watching since when we have watched without a hole
   * @param leaseHeard when any lease was renewed last
   * @param leaving names of pods that we removed and that the caches still show
   * @param shut why the gate is shut, such as EmergencyStop
   * @param lastMark the node that was marked last
   * @param zonesLost zones known to be lost as a whole, by node policy and zone
   * @param crowd when too many nodes were silent at once last
   * @param budgetLeft share of the error budget that is not spent, by policy; by default all of it
   */
  record Circumstances(
      @Nullable Boolean synced,
      @Nullable Span answered,
      @Nullable Span back,
      @Nullable Span watching,
      @Nullable Span leaseHeard,
      @Nullable List<String> leaving,
      @Nullable List<String> steer,
      @Nullable String shut,
      @Nullable Marked lastMark,
      @Nullable Map<String, Span> zonesLost,
      @Nullable Span crowd,
      @Nullable Map<String, Double> budgetLeft) {
    static final Circumstances CALM =
        new Circumstances(null, null, null, null, null, null, null, null, null, null, null, null);
  }

  /** A node that was marked, and how long ago. */
  record Marked(String node, Span at) {}

  /**
   * A replica that probes.
   *
   * @param node that it runs on
   * @param heard how long ago its vote came
   * @param abstains why it has no vote
   * @param nodes what it misses, by name
   * @param pods what it misses, by name
   */
  record Observer(
      String name,
      @Nullable String zone,
      @Nullable String node,
      @Nullable Span heard,
      @Nullable String abstains,
      @Nullable Map<String, Missed> nodes,
      @Nullable Map<String, Missed> pods) {}

  /**
   * A target that brings no answer.
   *
   * @param since how long ago the first unanswered probe was sent
   * @param never it never answered this observer
   * @param podAnswered how long ago a pod there answered
   */
  record Missed(
      ProbeAnswer answer, Span since, @Nullable Boolean never, @Nullable Span podAnswered) {}

  /** A HighAvailabilityPolicy; {@code memory} is what its status holds. */
  record Policy(
      String name,
      @Nullable String namespace,
      @Nullable Span age,
      @Nullable String hold,
      PolicySpec spec,
      @Nullable PolicyStatus memory) {}

  record NodePolicyEntry(String name, NodePolicySpec spec) {}

  /**
   * A node.
   *
   * @param count that many alike, named with numbers from 1
   * @param ready status of its Ready condition
   * @param lease age of its lease
   * @param mark it bears our taint and our annotation, with this reason
   * @param foreign the taint that it bears was there before our annotation
   * @param wordIsOld its {@code confirmed-dead} was given before {@code Ready} last changed
   * @param was the verdict before this pass
   */
  record Node(
      String name,
      @Nullable Integer count,
      @Nullable String uid,
      @Nullable String bootId,
      @Nullable String zone,
      @Nullable String ready,
      @Nullable Span readyFor,
      @Nullable Span lease,
      @Nullable Map<String, Condition> conditions,
      @Nullable List<String> taints,
      @Nullable Boolean cordoned,
      @Nullable Map<String, String> labels,
      @Nullable Map<String, String> annotations,
      @Nullable Map<String, Long> allocatable,
      @Nullable String mark,
      @Nullable Boolean foreign,
      @Nullable Boolean wordIsOld,
      @Nullable Was was) {}

  record Condition(String status, @JsonProperty("for") Span stands, @Nullable String reason) {}

  /**
   * What was remembered of a node.
   *
   * @param verdict Healthy, Suspect (silent), Impaired, Lost or Dead
   * @param lastBad when it was last worse than Suspect
   * @param word when its {@code confirmed-dead} annotation was first seen, as it now stands
   */
  record Was(
      @Nullable String verdict,
      @JsonProperty("for") @Nullable Span stands,
      @Nullable Integer relapses,
      @Nullable Span lastBad,
      @Nullable Span word) {
    static final Was WELL = new Was(null, null, null, null, null);
  }

  /**
   * A controller.
   *
   * @param name what the file calls it; its uid is made from it
   * @param called its name in the cluster, where that is another one
   * @param known false: nobody reads its kind, or the cache does not have it
   */
  record Owner(
      String name,
      @Nullable String called,
      String kind,
      @Nullable String apiVersion,
      @Nullable String parent,
      @Nullable Integer replicas,
      @Nullable Boolean recreate,
      @Nullable Span progressDeadline,
      @Nullable Boolean ignoresDisruption,
      @Nullable Boolean known) {}

  record Claim(String name, boolean onePodOnly) {}

  /**
   * A pod.
   *
   * @param count that many alike, named with numbers from 1
   * @param owner name of an owner; left out for a bare pod
   * @param readyFor age of the last change of readiness
   * @param restartsAt ages of restarts that were seen
   * @param tolerations as {@code key=value:Effect}, {@code key:Effect} or {@code *}, with
   *     {@code @30s} behind for a limit
   */
  record Pod(
      String name,
      @Nullable Integer count,
      @Nullable String uid,
      @Nullable Map<String, String> labels,
      @Nullable String owner,
      @Nullable String node,
      @Nullable String phase,
      @Nullable Boolean ready,
      @Nullable Boolean everReady,
      @Nullable Span age,
      @Nullable Span readyFor,
      @Nullable Span started,
      @Nullable Integer restarts,
      @Nullable List<Span> restartsAt,
      @Nullable String waiting,
      @Nullable String reason,
      @Nullable List<String> claims,
      @Nullable List<String> soloUse,
      @Nullable List<String> unjudged,
      @Nullable List<String> tolerations,
      @Nullable Map<String, String> nodeSelector,
      @Nullable Map<String, Long> requests,
      @Nullable Span startupBudget,
      @Nullable String hold,
      @Nullable Span deleting,
      @Nullable Span grace) {}
}
