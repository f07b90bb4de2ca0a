package dev.holdfast.kube.source;

import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.api.NodeHealthPolicy;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All that Holdfast watches: one informer a kind, each filling one of the stores. */
public final class ClusterSources {
  /** Where kubelets renew their leases. */
  public static final String LEASE_NAMESPACE = "kube-node-lease";

  private final PodStore pods = new PodStore();
  private final NodeStore nodes = new NodeStore();
  private final OwnerStore owners = new OwnerStore();
  private final ClaimStore claims = new ClaimStore();
  private final PolicyStore policies = new PolicyStore();
  private final NodePolicyStore nodePolicies = new NodePolicyStore();
  private final EmergencyStop emergencyStop = new EmergencyStop();
  private final VoteBoard votes = new VoteBoard();
  private final Listeners listeners = new Listeners();
  private final Interner interner = new Interner();
  private final Watches watches;
  private final FurtherOwners furtherOwners;
  private final NodeEvents nodeEvents;
  private final WatchKeeper keeper;

  /**
   * @param namespace Holdfast's own, where the emergency stop is pulled and replicas vote
   * @param clock tells arrival times
   */
  public ClusterSources(KubernetesClient client, String namespace, Supplier<Instant> clock) {
    watches = new Watches(client.getMasterUrl(), clock);
    watchPods(client);
    watchNodes(client);
    var leases = watchLeases(client);
    new BuiltInOwners(watches, new OwnerReader(interner), owners, listeners::onOwnerChange)
        .watch(client);
    watchClaims(client);
    watchPolicies(client);
    var own = new OwnNamespace(watches, client, namespace);
    own.watch(emergencyStop, listeners);
    own.watch(votes);
    furtherOwners = new FurtherOwners(client, new OwnerReader(interner), listeners::onOwnerChange);
    nodeEvents = new NodeEvents(client, name -> nodes.find(name).isPresent(), clock);
    var unmarked = List.<RecordInformer<?, ?>>of(nodeEvents.informer());
    keeper = new WatchKeeper(watches.all(), unmarked, leases, nodes::lastLeaseEventAt, clock);
  }

  private void watchPods(KubernetesClient client) {
    watches.add(
        "pods",
        client.pods().inAnyNamespace(),
        Pod::new,
        new PodReader(interner),
        pods.records(),
        listeners::onPodChange);
  }

  private void watchNodes(KubernetesClient client) {
    watches.add(
        "nodes",
        client.nodes(),
        Node::new,
        new NodeReader(interner),
        nodes.nodeRecords(),
        (before, after) -> listeners.onNodeChange(either(before, after).name()));
  }

  private RecordInformer<?, ?> watchLeases(KubernetesClient client) {
    return watches.add(
        "leases",
        client.leases().inNamespace(LEASE_NAMESPACE),
        Lease::new,
        LeaseSignal::read,
        nodes.leaseRecords(),
        (before, after) -> listeners.onLease(either(before, after).name()));
  }

  private void watchClaims(KubernetesClient client) {
    var reader = new ClaimReader(interner);
    watches.add(
        "persistentvolumeclaims",
        client.persistentVolumeClaims().inAnyNamespace(),
        PersistentVolumeClaim::new,
        (claim, before, now) -> reader.read(claim),
        claims.records(),
        (before, after) -> {});
  }

  private void watchPolicies(KubernetesClient client) {
    watches.addPages(
        "highavailabilitypolicies",
        client
            .resources(HighAvailabilityPolicy.class)
            .inAnyNamespace()
            .withLimit(PolicyReader.PAGE),
        HighAvailabilityPolicy::new,
        (policy, before, now) -> PolicyReader.read(policy),
        policies.records(),
        listeners::onPolicyChange);
    watches.addPages(
        "nodehealthpolicies",
        client.resources(NodeHealthPolicy.class).withLimit(PolicyReader.PAGE),
        NodeHealthPolicy::new,
        (policy, before, now) -> PolicyReader.read(policy),
        nodePolicies.records(),
        (before, after) -> listeners.onNodePolicyChange());
  }

  private static <R> R either(@Nullable R before, @Nullable R after) {
    if (after != null) return after;
    if (before != null) return before;
    throw new IllegalArgumentException("a change from nothing to nothing");
  }

  /** To be called before {@link #start}. */
  public void addListener(ClusterListener listener) {
    listeners.add(listener);
  }

  /** Starts all watches; they try until they are stopped. */
  public void start() {
    watches.start();
    nodeEvents.informer().start();
    keeper.start();
    furtherOwners.start();
  }

  /** Waits until each kind has been listed once; after the time says which have not, and why. */
  public Optional<String> awaitListed(Duration atMost) throws InterruptedException {
    return watches.awaitListed(atMost);
  }

  /** Each kind was listed, and its watch is kept up. */
  public boolean synced() {
    return watches.synced();
  }

  /** Kinds that are not synced, for people. */
  public List<String> unsynced() {
    return watches.unsynced();
  }

  public void stop() {
    keeper.stop();
    furtherOwners.stop();
    nodeEvents.informer().stop();
    watches.stop();
  }

  public PodStore pods() {
    return pods;
  }

  public NodeStore nodes() {
    return nodes;
  }

  public OwnerStore owners() {
    return owners;
  }

  public FurtherOwners furtherOwners() {
    return furtherOwners;
  }

  public ClaimStore claims() {
    return claims;
  }

  public PolicyStore policies() {
    return policies;
  }

  public NodePolicyStore nodePolicies() {
    return nodePolicies;
  }

  public EmergencyStop emergencyStop() {
    return emergencyStop;
  }

  /** A doubt about nodes, for people to read. */
  public NodeWarnings warnings() {
    return nodeEvents.warnings();
  }

  public VoteBoard votes() {
    return votes;
  }
}
