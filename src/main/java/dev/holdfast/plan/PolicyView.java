package dev.holdfast.plan;

import dev.holdfast.api.PolicySpec;
import dev.holdfast.fault.FaultView;
import dev.holdfast.health.Fleet;
import dev.holdfast.health.Hold;
import dev.holdfast.signal.ClaimSignal;
import dev.holdfast.signal.OwnerSignal;
import dev.holdfast.signal.PodSignal;
import dev.holdfast.signal.Resources;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a policy sees now.
 *
 * @param pods all pods that it selects
 * @param strays pods of open intents that it does not select any more
 * @param owners controllers in its namespace by uid
 * @param claims claims in its namespace by name
 * @param leaving uids of pods that we removed and that the caches may still show
 * @param peers other Enforce policies that select some of these pods
 * @param budgetLeft share of its error budget that is not spent; not above 0 when all of it is
 * @param probed what our own probes say of its pods
 * @param rooms free resources of each node; computed only when asked for
 * @param refused why the policy is not in force at all; absent when it is
 * @param hold why the policy as a whole may not act now; absent when it may
 */
public record PolicyView(
    PolicyKey policy,
    PolicySpec spec,
    List<PodSignal> pods,
    List<PodSignal> strays,
    Map<String, OwnerSignal> owners,
    Map<String, ClaimSignal> claims,
    Fleet fleet,
    Set<String> leaving,
    List<Peer> peers,
    double budgetLeft,
    Probed probed,
    Supplier<List<NodeRoom>> rooms,
    @Nullable Hold refused,
    @Nullable Hold hold) {

  /** Which policy this is. */
  public record PolicyKey(
      String namespace, String name, String uid, Instant createdAt, long generation)
      implements Comparable<PolicyKey> {
    private static final Comparator<PolicyKey> BY_AGE =
        Comparator.comparing(PolicyKey::createdAt).thenComparing(PolicyKey::toString);

    @Override
    public String toString() {
      return namespace + "/" + name;
    }

    /** The older policy acts; of equally old ones the one whose name comes first. */
    boolean precedes(PolicyKey other) {
      return compareTo(other) < 0;
    }

    @Override
    public int compareTo(PolicyKey other) {
      return BY_AGE.compare(this, other);
    }
  }

  /**
   * Another Enforce policy with pods in common.
   *
   * @param pods uids of all pods that it selects
   * @param ready how many of them are ready on nodes that answer
   * @param minAvailable how many it promises
   * @param held somebody stays our hand on it: then nobody acts on the pods in common
   */
  public record Peer(
      PolicyKey policy, Set<String> pods, int ready, int minAvailable, boolean held) {}

  /** What a node has left for new pods. */
  public record NodeRoom(String node, Resources free) {}

  /** The same, but for one of its pods that was looked at anew. */
  public PolicyView seeing(PodSignal live) {
    var anew = pods.stream().map(pod -> pod.uid().equals(live.uid()) ? live : pod).toList();
    return new PolicyView(
        policy,
        spec,
        anew,
        strays,
        owners,
        claims,
        fleet,
        leaving,
        peers,
        budgetLeft,
        probed,
        rooms,
        refused,
        hold);
  }

  public FaultView faultView() {
    return new FaultView(pods, owners, fleet, spec.detection());
  }
}
