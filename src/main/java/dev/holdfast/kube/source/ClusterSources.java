package dev.holdfast.kube.source;

import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.api.NodeHealthPolicy;
import dev.holdfast.signal.OwnerSignal;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All that Holdfast watches: one informer a kind, each filling one of the stores. */
public final class ClusterSources {
  /** Where kubelets renew their leases. */
  public static final String LEASE_NAMESPACE = "kube-node-lease";

  /** Objects a page of a list, of kinds that have no limit of their own. */
  private static final long PAGE = 500;

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
  private final List<RecordInformer<?, ?>> informers = new ArrayList<>();
  private final Supplier<Instant> clock;
  private final URL server;
  private final FurtherOwners furtherOwners;
  private final NodeEvents nodeEvents;
  private final WatchKeeper keeper;

  /**
   * @param namespace Holdfast's own, where the emergency stop is pulled and replicas vote
   * @param clock tells arrival times
   */
  public ClusterSources(KubernetesClient client, String namespace, Supplier<Instant> clock) {
    this.clock = clock;
    this.server = client.getMasterUrl();
    watchPods(client);
    watchNodes(client);
    var leases = watchLeases(client);
    watchOwners(client);
    watchClaims(client);
    watchPolicies(client);
    watchEmergencyStop(client, namespace);
    watchVotes(client, namespace);
    furtherOwners = new FurtherOwners(client, new OwnerReader(interner), listeners::onOwnerChange);
    nodeEvents = new NodeEvents(client, name -> nodes.find(name).isPresent(), clock);
    var unmarked = List.<RecordInformer<?, ?>>of(nodeEvents.informer());
    keeper = new WatchKeeper(informers, unmarked, leases, nodes::lastLeaseEventAt, clock);
  }

  private void watchPods(KubernetesClient client) {
    watch(
        "pods",
        client.pods().inAnyNamespace(),
        Pod::new,
        new PodReader(interner),
        pods.records(),
        listeners::onPodChange);
  }

  private void watchNodes(KubernetesClient client) {
    watch(
        "nodes",
        client.nodes(),
        Node::new,
        new NodeReader(interner),
        nodes.nodeRecords(),
        (before, after) -> listeners.onNodeChange(either(before, after).name()));
  }

  private RecordInformer<?, ?> watchLeases(KubernetesClient client) {
    return watch(
        "leases",
        client.leases().inNamespace(LEASE_NAMESPACE),
        Lease::new,
        LeaseSignal::read,
        nodes.leaseRecords(),
        (before, after) -> listeners.onLease(either(before, after).name()));
  }

  private void watchOwners(KubernetesClient client) {
    var reader = new OwnerReader(interner);
    var apps = client.apps();
    watchOwners(
        "deployments", apps.deployments().inAnyNamespace(), Deployment::new, reader::deployment);
    watchOwners(
        "replicasets", apps.replicaSets().inAnyNamespace(), ReplicaSet::new, reader::replicaSet);
    watchOwners(
        "statefulsets",
        apps.statefulSets().inAnyNamespace(),
        StatefulSet::new,
        reader::statefulSet);
    watchOwners(
        "daemonsets", apps.daemonSets().inAnyNamespace(), DaemonSet::new, reader::daemonSet);
    watchOwners("jobs", client.batch().v1().jobs().inAnyNamespace(), Job::new, reader::job);
    watchOwners(
        "replicationcontrollers",
        client.replicationControllers().inAnyNamespace(),
        ReplicationController::new,
        reader::replicationController);
  }

  private <T extends HasMetadata> void watchOwners(
      String kind, Informable<T> objects, Supplier<T> husk, Function<T, OwnerSignal> reader) {
    watch(
        kind,
        objects,
        husk,
        (object, before, now) -> reader.apply(object),
        owners.recordsOfOneKind(),
        listeners::onOwnerChange);
  }

  private void watchClaims(KubernetesClient client) {
    var reader = new ClaimReader(interner);
    watch(
        "persistentvolumeclaims",
        client.persistentVolumeClaims().inAnyNamespace(),
        PersistentVolumeClaim::new,
        (claim, before, now) -> reader.read(claim),
        claims.records(),
        (before, after) -> {});
  }

  private void watchPolicies(KubernetesClient client) {
    watchPages(
        "highavailabilitypolicies",
        client
            .resources(HighAvailabilityPolicy.class)
            .inAnyNamespace()
            .withLimit(PolicyReader.PAGE),
        HighAvailabilityPolicy::new,
        (policy, before, now) -> PolicyReader.read(policy),
        policies.records(),
        listeners::onPolicyChange);
    watchPages(
        "nodehealthpolicies",
        client.resources(NodeHealthPolicy.class).withLimit(PolicyReader.PAGE),
        NodeHealthPolicy::new,
        (policy, before, now) -> PolicyReader.read(policy),
        nodePolicies.records(),
        (before, after) -> listeners.onNodePolicyChange());
  }

  private void watchEmergencyStop(KubernetesClient client, String namespace) {
    watch(
        "configmap " + EmergencyStop.NAME,
        client.configMaps().inNamespace(namespace).withName(EmergencyStop.NAME),
        ConfigMap::new,
        (map, before, now) -> true,
        emergencyStop.records(namespace),
        (before, after) -> listeners.onEmergencyStop(after != null));
  }

  private void watchVotes(KubernetesClient client, String namespace) {
    watch(
        "leases of observers",
        client
            .leases()
            .inNamespace(namespace)
            .withLabel(ObserverLease.LABEL, ObserverLease.LABELLED),
        Lease::new,
        ObserverLease::read,
        votes.records(),
        votes::changed);
  }

  private <T extends HasMetadata, R> RecordInformer<T, R> watch(
      String kind,
      Informable<T> objects,
      Supplier<T> husk,
      Reading<T, R> reading,
      RecordStore<R> store,
      BiConsumer<@Nullable R, @Nullable R> changed) {
    return watchPages(kind, objects.withLimit(PAGE), husk, reading, store, changed);
  }

  private <T extends HasMetadata, R> RecordInformer<T, R> watchPages(
      String kind,
      Informable<T> pages,
      Supplier<T> husk,
      Reading<T, R> reading,
      RecordStore<R> store,
      BiConsumer<@Nullable R, @Nullable R> changed) {
    Supplier<RecordItemStore<T, R>> items =
        () -> new RecordItemStore<>(husk, reading, store, clock, changed);
    var informer = new RecordInformer<>(kind, pages, items, clock);
    informers.add(informer);
    return informer;
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
    informers.forEach(RecordInformer::start);
    nodeEvents.informer().start();
    keeper.start();
    furtherOwners.start();
  }

  /** Waits until each kind has been listed once; after the time says which have not, and why. */
  public Optional<String> awaitListed(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    var late = new ArrayList<RecordInformer<?, ?>>();
    for (var informer : informers) {
      var left = Duration.ofNanos(end - System.nanoTime());
      if (!informer.awaitListed(left)) late.add(informer);
    }
    return late.isEmpty() ? Optional.empty() : Optional.of(complaint(late));
  }

  /** Kinds that failed alike are named together: without an API server all do. */
  private String complaint(List<RecordInformer<?, ?>> late) {
    return late.stream()
        .collect(
            Collectors.groupingBy(
                RecordInformer::lastFailure,
                LinkedHashMap::new,
                Collectors.mapping(RecordInformer::kind, Collectors.joining(", "))))
        .entrySet()
        .stream()
        .map(failed -> failed.getValue() + " (" + failed.getKey() + ")")
        .collect(
            Collectors.joining(
                "; ",
                "not listed yet from %s: ".formatted(server),
                "; is the API server reachable, and may this account list and watch them?"));
  }

  /** Each kind was listed, and its watch is kept up. */
  public boolean synced() {
    return informers.stream().allMatch(RecordInformer::synced);
  }

  /** Kinds that are not synced, for people. */
  public List<String> unsynced() {
    return informers.stream().filter(i -> !i.synced()).map(RecordInformer::kind).toList();
  }

  public void stop() {
    keeper.stop();
    furtherOwners.stop();
    nodeEvents.informer().stop();
    informers.forEach(RecordInformer::stop);
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
