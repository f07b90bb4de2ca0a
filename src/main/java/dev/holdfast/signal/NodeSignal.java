package dev.holdfast.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A node and its lease, reduced to what decisions read. Instants are arrival times.
 *
 * @param leaseStamp the lease's renewTime as written, to compare, never to subtract from; absent
 *     without a lease
 * @param leaseRenewedAt when we saw the stamp change last, or the node first
 * @param wordIsOld the {@code confirmed-dead} annotation was given before {@code Ready} last
 *     changed, and so in another outage
 * @param addresses its IP addresses of whatever type, as written
 * @param kubelet where its kubelet listens; absent when it does not say
 * @param annotations those that Holdfast or its neighbours use, see {@link NodeAnnotations}
 */
public record NodeSignal(
    String name,
    String uid,
    String bootId,
    Instant seenAt,
    Map<String, String> labels,
    Map<String, String> annotations,
    List<TaintSignal> taints,
    boolean unschedulable,
    Map<String, ConditionSignal> conditions,
    Resources allocatable,
    @Nullable String leaseStamp,
    Instant leaseRenewedAt,
    boolean wordIsOld,
    List<String> addresses,
    @Nullable Endpoint kubelet) {
  public static final String ZONE = "topology.kubernetes.io/zone";
  public static final String READY = "Ready";

  /** A kubelet renews its lease a quarter of its duration of 40 s apart: so long it may be dead. */
  public static final Duration LEASE_RENEWAL = Duration.ofSeconds(10);

  /** What the control plane puts on a node that it does not hear. */
  private static final String UNREACHABLE = "node.kubernetes.io/unreachable";

  /** What a cloud's controller puts on a silent node whose machine it was told is stopped. */
  private static final String SHUT_DOWN = "node.cloudprovider.kubernetes.io/shutdown";

  public NodeSignal {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
    taints = List.copyOf(taints);
    conditions = Map.copyOf(conditions);
    addresses = List.copyOf(addresses);
  }

  public NodeSignal withLease(@Nullable String stamp, Instant renewedAt) {
    return new NodeSignal(
        name,
        uid,
        bootId,
        seenAt,
        labels,
        annotations,
        taints,
        unschedulable,
        conditions,
        allocatable,
        stamp,
        renewedAt,
        wordIsOld,
        addresses,
        kubelet);
  }

  /** Empty when the node names none: such nodes never count as a zone. */
  public String zone() {
    return labels.getOrDefault(ZONE, "");
  }

  public boolean saysReady() {
    return readiness().equals("True");
  }

  /** Status of the Ready condition; False for a node that has not said anything yet. */
  public String readiness() {
    var ready = conditions.get(READY);
    return ready == null ? "False" : ready.status();
  }

  /** Each of its conditions is as it was then. */
  public boolean statesAs(NodeSignal before) {
    return statuses().equals(before.statuses());
  }

  private Map<String, String> statuses() {
    var statuses = new HashMap<String, String>();
    conditions.forEach((type, condition) -> statuses.put(type, condition.status()));
    return statuses;
  }

  public boolean hasTaint(String key) {
    for (var taint : taints) if (taint.key().equals(key)) return true;
    return false;
  }

  /** Its machine is stopped, as the cloud says that it is a machine of. */
  public boolean isShutDown() {
    return hasTaint(SHUT_DOWN);
  }

  /** Our taint, by whomever, with the effect that keeps new pods off. */
  public boolean bearsOurTaint() {
    for (var taint : taints) {
      if (taint.key().equals(NodeAnnotations.UNHEALTHY) && taint.repels()) return true;
    }
    return false;
  }

  /** The scheduler would give it pods, for all that others have said of it. */
  public boolean takesPods() {
    return !unschedulable
        && taints.stream()
            .noneMatch(
                t -> t.key().equals(UNREACHABLE) && t.effect().equals(TaintSignal.NO_SCHEDULE));
  }

  public @Nullable String annotation(String key) {
    return annotations.get(key);
  }
}
