package dev.holdfast.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.holdfast.kit.AuditEvent;
import dev.holdfast.kit.OperatorAccount;
import dev.holdfast.kit.Silence;
import dev.holdfast.kit.oracle.Judgement;
import dev.holdfast.kit.oracle.Setting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells the oracle of the integration tests of each change, as an API server's audit log would.
 * What Holdfast did is told before the change is; that it is so from then on is no news.
 */
final class Audit implements Api.Listener {
  private static final int OK = 200;
  private static final String PODS = "pods";
  private static final String STATUS = "pods/status";
  private static final String NODES = "nodes";
  private static final String POLICIES = "highavailabilitypolicies";
  private static final JsonNode NOTHING = MissingNode.getInstance();

  private final World world;

  /** Nobody here has an identity or a volume, of which there could be two writers. */
  private final Judgement judgement = new Judgement(List::of, this::silences, Setting.OF_DEFAULTS);

  private final Set<String> created = new HashSet<>();
  private final Set<String> bound = new HashSet<>();
  private final List<String> misdeeds = new ArrayList<>();
  private long version;
  private int changes;
  private int ours;

  Audit(World world) {
    this.world = world;
  }

  /** In sentences. */
  List<String> misdeeds() {
    return misdeeds;
  }

  /** All that were told. */
  int changes() {
    return changes;
  }

  /** Those that Holdfast made. */
  int ours() {
    return ours;
  }

  // What others did

  @Override
  public void onNode(ServerNode node) {
    boolean fresh = created.add(node.uid());
    others(fresh ? "create" : "patch", NODES, "", node.name, NOTHING, Bodies.node(node));
  }

  @Override
  public void onLease(ServerNode node) {
    others("update", "leases", "kube-node-lease", node.name, NOTHING, NOTHING);
  }

  @Override
  public void onPod(ServerPod pod, boolean gone) {
    if (gone) {
      others("delete", PODS, pod, NOTHING, Bodies.lastOf(pod, ++version));
      return;
    }
    if (created.add(pod.uid)) others("create", PODS, pod, NOTHING, Bodies.pod(pod, ++version));
    if (pod.node != null && bound.add(pod.uid)) {
      others("create", "pods/binding", pod, Bodies.binding(pod.node), NOTHING);
    }
    others("patch", STATUS, pod, NOTHING, Bodies.pod(pod, ++version));
  }

  private void others(
      String verb, String resource, ServerPod pod, JsonNode request, JsonNode response) {
    others(verb, resource, Workload.NAMESPACE, pod.name, request, response);
  }

  private void others(
      String verb, String resource, String namespace, String name, JsonNode in, JsonNode out) {
    take(event("anybody", verb, resource, namespace, name, in, out));
  }

  void created(Workload workload) {
    var policy = Bodies.policy(workload, Api.NOTHING.memory());
    others("create", POLICIES, Workload.NAMESPACE, nameOf(workload), policy, policy);
  }

  // What Holdfast did

  @Override
  public void onMemory(Workload workload, Api.Written written) {
    var policy = Bodies.policy(workload, written.memory());
    var name = nameOf(workload);
    operator("update", POLICIES + "/status", Workload.NAMESPACE, name, policy, policy);
  }

  private static String nameOf(Workload workload) {
    return workload.policy().key().name();
  }

  void deleted(ServerPod pod) {
    operator("delete", PODS, pod, Bodies.deletion(pod.ref()), Bodies.pod(pod, ++version));
  }

  void evicted(ServerPod pod) {
    operator("create", "pods/eviction", pod, Bodies.eviction(pod.ref()), NOTHING);
  }

  /** Empty where nothing was wrong with that. */
  List<String> moved(ServerPod pod) {
    var body = Bodies.pod(pod, ++version);
    ours++;
    return judge(
        event(
            OperatorAccount.USER,
            "patch",
            STATUS,
            Workload.NAMESPACE,
            pod.name,
            Bodies.diversion(pod.ref()),
            body));
  }

  void patched(ServerNode node, JsonNode patch) {
    operator("patch", NODES, "", node.name, patch, Bodies.node(node));
  }

  private void operator(String verb, String resource, ServerPod pod, JsonNode in, JsonNode out) {
    operator(verb, resource, Workload.NAMESPACE, pod.name, in, out);
  }

  private void operator(
      String verb, String resource, String namespace, String name, JsonNode in, JsonNode out) {
    ours++;
    take(event(OperatorAccount.USER, verb, resource, namespace, name, in, out));
  }

  // Both

  private AuditEvent event(
      String user,
      String verb,
      String resource,
      String namespace,
      String name,
      JsonNode in,
      JsonNode out) {
    var now = world.agenda.instant();
    return new AuditEvent(now, now, user, verb, resource, namespace, name, OK, in, out);
  }

  private void take(AuditEvent change) {
    for (var misdeed : judge(change)) {
      misdeeds.add(misdeed);
      world.trace.say(world.agenda.now(), "MISDEED: %s", misdeed);
    }
  }

  private List<String> judge(AuditEvent change) {
    changes++;
    return judgement.of(change);
  }

  /** Nobody who asks gets anything back from a host while it is off, stands still or is cut off. */
  private List<Silence> silences() {
    var all = new ArrayList<Silence>();
    for (var host : world.hosts) {
      for (var outage : host.outages()) all.add(outage.silence(host.name()));
    }
    return all;
  }
}
