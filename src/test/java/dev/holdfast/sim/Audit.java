package dev.holdfast.sim;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.holdfast.kit.Absence;
import dev.holdfast.kit.AuditEvent;
import dev.holdfast.kit.OperatorAccount;
import dev.holdfast.kit.RunningPod;
import dev.holdfast.kit.Silence;
import dev.holdfast.kit.oracle.Judgement;
import dev.holdfast.kit.oracle.Setting;
import dev.holdfast.kube.source.EmergencyStop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells the oracle of the integration tests of each change, as an API server's audit log would.
 * What Holdfast did is told before the change is; that it is so from then on is no news.
 */
final class Audit implements Api.Listener {
  private static final String PODS = "pods";
  private static final String STATUS = "pods/status";
  private static final String NODES = "nodes";
  private static final String POLICIES = "highavailabilitypolicies";
  private static final JsonNode NOTHING = MissingNode.getInstance();

  private final World world;

  private final Judgement judgement =
      new Judgement(this::absences, this::silences, Setting.OF_DEFAULTS);

  private final Set<String> created = new HashSet<>();
  private final Set<String> bound = new HashSet<>();
  private final List<String> misdeeds = new ArrayList<>();
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
    boolean fresh = created.add(node.uid);
    others(fresh ? "create" : "patch", NODES, "", node.name, NOTHING, Bodies.node(node));
  }

  @Override
  public void onLease(ServerNode node) {
    others("update", "leases", "kube-node-lease", node.name, NOTHING, NOTHING);
  }

  @Override
  public void onPod(ServerPod pod, boolean gone) {
    if (gone) {
      others("delete", PODS, pod, NOTHING, Bodies.lastOf(pod));
      return;
    }
    if (created.add(pod.uid)) others("create", PODS, pod, NOTHING, Bodies.pod(pod));
    if (pod.node != null && bound.add(pod.uid)) {
      others("create", "pods/binding", pod, Bodies.binding(pod.node), NOTHING);
    }
    others("patch", STATUS, pod, NOTHING, Bodies.pod(pod));
  }

  @Override
  public void onStop(boolean pulled) {
    others(
        pulled ? "create" : "delete",
        "configmaps",
        OperatorAccount.NAMESPACE,
        EmergencyStop.NAME,
        NOTHING,
        NOTHING);
  }

  private void others(
      String verb, String resource, ServerPod pod, JsonNode request, JsonNode response) {
    others(verb, resource, Workload.NAMESPACE, pod.name, request, response);
  }

  private void others(
      String verb, String resource, String namespace, String name, JsonNode in, JsonNode out) {
    var now = world.agenda.instant();
    report(
        judge(
            new AuditEvent(
                now, now, "anybody", verb, resource, namespace, name, Reply.OK, in, out)));
  }

  /** Of policies others are told elsewhere what Holdfast did to them. */
  void edited(Workload workload, Revision revision) {
    others("update", POLICIES, Workload.NAMESPACE, workload.name(), NOTHING, revision.object());
  }

  void created(Workload workload, Revision revision) {
    others("create", POLICIES, Workload.NAMESPACE, workload.name(), NOTHING, revision.object());
  }

  // What Holdfast did

  /** Whether it was done or not. */
  Reply did(Call call, Reply reply) {
    report(judge(event(call, reply)));
    return reply;
  }

  /** Empty where nothing was wrong with that. */
  List<String> diverted(Call call, Reply reply) {
    return judge(event(call, reply));
  }

  private AuditEvent event(Call call, Reply reply) {
    if (reply.code() == Reply.OK) ours++;
    var now = world.agenda.instant();
    return new AuditEvent(
        call.sentAt(),
        now,
        OperatorAccount.USER,
        call.verb(),
        call.resource(),
        call.namespace(),
        call.name(),
        reply.code(),
        call.body(),
        reply.body());
  }

  /** Whoever acts on pods leads, and nobody else does. */
  void acts(Replica replica) {
    var leader = world.election.holder();
    if (leader == null || leader == replica || !leader.leads()) return;
    accuse("%s acts while %s leads".formatted(replica.name, leader.name));
  }

  /** Something that no request tells. */
  void accuse(String misdeed) {
    report(List.of(misdeed));
  }

  // Both

  private void report(List<String> found) {
    for (var misdeed : found) {
      misdeeds.add(misdeed);
      world.trace.say(world.agenda.now(), "MISDEED: %s", misdeed);
    }
  }

  private List<String> judge(AuditEvent change) {
    changes++;
    return judgement.of(change);
  }

  /** Of now; what runs on such a host goes on. */
  private List<Absence> absences() {
    return world.hosts.stream().filter(Host::isAbsent).map(this::absence).toList();
  }

  private Absence absence(Host host) {
    var pods = world.kubelet(host).running().stream().map(Audit::running).collect(toSet());
    return new Absence(host.name(), Agenda.instant(host.outages().getLast().from()), null, pods);
  }

  private static RunningPod running(ServerPod pod) {
    return new RunningPod(Workload.NAMESPACE, pod.name, pod.uid);
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
