package dev.holdfast.bench;

import dev.holdfast.action.Cluster;
import dev.holdfast.api.CountOrPercent;
import dev.holdfast.api.LabelQuery;
import dev.holdfast.api.Objective;
import dev.holdfast.api.PolicySpec;
import dev.holdfast.kube.source.NodeReader;
import dev.holdfast.kube.source.PodReader;
import dev.holdfast.kube.source.Recorded;
import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.plan.PolicyView.PolicyKey;
import dev.holdfast.signal.NodeAnnotations;
import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.OwnerRef;
import dev.holdfast.signal.OwnerSignal;
import dev.holdfast.signal.PodRef;
import dev.holdfast.signal.PodSignal;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A cluster of recorded objects in three zones, whose last zone fell silent a minute ago. It is
 * changed through the port, counts what that costs an API server in requests, and puts a
 * replacement into another zone at once, as if every start took no time.
 */
final class ZoneCluster implements Cluster {
  static final int ZONES = 3;
  private static final Duration SILENT = Duration.ofSeconds(60);

  /** Half of the policies promise more than two zones can hold, half less. */
  private static final List<CountOrPercent> PROMISES =
      List.of(CountOrPercent.parse("90%"), CountOrPercent.parse("50%"));

  final Map<String, NodeSignal> nodes = new LinkedHashMap<>();
  final List<Workload> workloads = new ArrayList<>();
  final Map<String, Integer> requests = new HashMap<>();
  final List<PodRef> moved = new ArrayList<>();
  private final Pod pod = Recorded.read(Recorded.POD, Pod.class);
  private final PodReader podReader = new PodReader();
  private final int nodesAZone;
  private final Instant start;
  private Instant now;

  /** A policy, its Deployment, and the pods of both by name. */
  record Workload(
      KnownPolicy policy, OwnerSignal owner, OwnerSignal set, Map<String, PodSignal> pods) {}

  ZoneCluster(int nodesAZone, int policies, int podsAPolicy, Instant start) {
    this.nodesAZone = nodesAZone;
    this.start = start;
    this.now = start;
    for (int n = 0; n < nodesAZone * ZONES; n++) addNode(n);
    for (int p = 0; p < policies; p++) workloads.add(workload(p, podsAPolicy));
  }

  /** Time passes; whatever is not lost renews its lease. */
  void at(Instant instant) {
    now = instant;
    nodes.replaceAll((name, node) -> isLost(name) ? node : node.withLease(now.toString(), now));
  }

  static boolean isLost(String node) {
    return node.startsWith("c");
  }

  private static String nodeName(int n) {
    return "abc".charAt(n % ZONES) + "-%04d".formatted(n / ZONES);
  }

  private void addNode(int n) {
    var name = nodeName(n);
    var node = Recorded.read(Recorded.NODE, Node.class);
    node.getMetadata().setName(name);
    node.getMetadata().setUid("uid-" + name);
    node.getMetadata().getLabels().put(NodeSignal.ZONE, name.substring(0, 1));
    if (isLost(name)) {
      node.getStatus().getConditions().stream()
          .filter(condition -> condition.getType().equals(NodeSignal.READY))
          .forEach(condition -> condition.setStatus("Unknown"));
    }
    var signal = new NodeReader().read(node, null, start.minus(Duration.ofHours(2)));
    var renewed = isLost(name) ? start.minus(SILENT) : start;
    nodes.put(name, signal.withLease("lease of " + name, renewed));
  }

  private Workload workload(int number, int podsAPolicy) {
    var name = "app-" + number;
    var deployment = owner("Deployment", name, null, podsAPolicy);
    var set = owner("ReplicaSet", name + "-5f", deployment.ref(), podsAPolicy);
    var pods = new LinkedHashMap<String, PodSignal>();
    for (int p = 0; p < podsAPolicy; p++) {
      var pod = pod(name + "-5f-" + p, set, nodeName((number * podsAPolicy + p) % nodes.size()));
      pods.put(pod.name(), pod);
    }
    return new Workload(
        policy(name, PROMISES.get(number % PROMISES.size())), deployment, set, pods);
  }

  private static OwnerSignal owner(String kind, String name, OwnerRef parent, int replicas) {
    var ref = new OwnerRef("apps/v1", kind, name, "uid-" + name);
    return new OwnerSignal("shop", ref, parent, replicas, false, null, false);
  }

  private static KnownPolicy policy(String name, CountOrPercent promise) {
    var query = new LabelQuery(Map.of("app", name), null);
    var spec =
        new PolicySpec(null, query, new Objective(promise, null, null, null), null, null, null);
    var key = new PolicyKey("shop", name, "uid-policy-" + name, Instant.EPOCH, 1);
    return new KnownPolicy(key, spec, query.toSelector(), null);
  }

  private PodSignal pod(String name, OwnerSignal set, String node) {
    var meta = pod.getMetadata();
    meta.setNamespace("shop");
    meta.setName(name);
    meta.setUid("uid-" + name);
    meta.setCreationTimestamp(now.toString());
    meta.setLabels(Map.of("app", set.ref().name()));
    meta.getOwnerReferences().getFirst().setName(set.ref().name());
    meta.getOwnerReferences().getFirst().setUid(set.ref().uid());
    pod.getSpec().setNodeName(node);
    return podReader.read(pod, null, now);
  }

  Stream<PodSignal> pods() {
    return workloads.stream().flatMap(workload -> workload.pods().values().stream());
  }

  private void count(String what, int number) {
    requests.merge(what, number, Integer::sum);
  }

  void statusWritten() {
    count("status", 1);
  }

  void handbrakeRead() {
    count("handbrake", 1);
  }

  @Override
  public PodLook look(PodRef ref) {
    count("pod", 1);
    return workloads.stream()
        .map(workload -> workload.pods().get(ref.name()))
        .filter(pod -> pod != null && pod.uid().equals(ref.uid()))
        .findFirst()
        .<PodLook>map(PodLook.Present::new)
        .orElseGet(PodLook.Absent::new);
  }

  @Override
  public NodeLook lookAtNode(String name) {
    count("node look", 2);
    return new NodeLook.Present(nodes.get(name));
  }

  /** Gone at once, and made again on the next node of another zone. */
  @Override
  public Answer delete(PodRef ref) {
    count("pod", 1);
    var workload =
        workloads.stream().filter(w -> w.pods().containsKey(ref.name())).findFirst().orElseThrow();
    var gone = workload.pods().remove(ref.name());
    moved.add(ref);
    int next = moved.size() % (nodesAZone * ZONES);
    var node = nodeName(next % ZONES == 2 ? next - 1 : next);
    var heir = pod(gone.name() + "x", workload.set(), node);
    workload.pods().put(heir.name(), heir);
    return new Answer.Accepted();
  }

  @Override
  public Answer mark(NodeRef ref, String mark, LastLook lastLook) {
    count("mark", 2);
    if (lastLook.refuse(nodes.get(ref.name())).isPresent()) return new Answer.Moot("refused");
    nodes.computeIfPresent(ref.name(), (name, node) -> marked(node, mark));
    return new Answer.Accepted();
  }

  private static NodeSignal marked(NodeSignal n, String mark) {
    return new NodeSignal(
        n.name(),
        n.uid(),
        n.bootId(),
        n.seenAt(),
        n.labels(),
        Map.of(NodeAnnotations.MARKED, mark),
        List.of(NodeAnnotations.OUR_TAINT),
        n.unschedulable(),
        n.conditions(),
        n.allocatable(),
        n.leaseStamp(),
        n.leaseRenewedAt(),
        n.wordIsOld(),
        n.addresses(),
        n.kubelet());
  }

  @Override
  public Answer evict(PodRef pod) {
    throw new AssertionError("a pod of a lost zone is not evicted");
  }

  @Override
  public Answer forceDelete(PodRef pod) {
    throw new AssertionError("nobody proved anything");
  }

  @Override
  public Answer markNotReady(PodRef pod, String message) {
    throw new AssertionError("nobody probes");
  }

  @Override
  public Answer markDisrupted(PodRef pod, String message) {
    throw new AssertionError("no Job is there");
  }

  @Override
  public Answer markEnded(PodRef pod, String message) {
    throw new AssertionError("nobody proved anything");
  }

  @Override
  public Answer unmark(NodeRef node, boolean withTaint, LastLook lastLook) {
    throw new AssertionError("no node came back");
  }

  @Override
  public Answer voidConfirmation(NodeRef node, LastLook lastLook) {
    throw new AssertionError("nobody confirmed anything");
  }
}
