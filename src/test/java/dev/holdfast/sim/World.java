package dev.holdfast.sim;

import dev.holdfast.signal.PodPhase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** One played cluster, in which all is well until something is done to it. */
final class World {
  static final int ZONES = 3;
  private static final int PER_RACK = 4;

  final Agenda agenda = new Agenda();
  final Network network;
  final Draw draw;
  final Trace trace;
  final Api api;
  final Server server;
  final Controllers controllers;
  final Election election;
  final Book book;
  final Audit audit;
  final List<Host> hosts = new ArrayList<>();
  final List<Kubelet> kubelets = new ArrayList<>();
  final List<Workload> workloads;
  final List<Replica> replicas = new ArrayList<>();

  /**
   * Nothing but packets is lost, for days: renewals and heartbeats, which all arrive, are not
   * played but known.
   */
  final boolean idle;

  /** Each list that a new replica asks for takes its own time. */
  final boolean startsSlowly;

  private final List<Integer> zonesOfReplicas;
  private final Clocks clocks;

  private int replicasMade;

  World(Size size, FaultClass what, long seed, Trace trace) {
    this.idle = what.isIdle();
    this.startsSlowly = what == FaultClass.COLD;
    this.zonesOfReplicas = what.zonesOfReplicas();
    this.clocks = new Clocks(what.drifts(), new Draw(~seed));
    this.draw = new Draw(seed);
    this.trace = trace;
    this.network = new Network(draw.fork());
    this.api = new Api(draw.fork());
    this.controllers = new Controllers(this, draw.fork());
    this.election = new Election(this);
    this.book = new Book(this);
    this.audit = new Audit(this);
    this.server = new Server(this);
    api.listen(audit);
    this.workloads = Workloads.of(size.workloads(), what.isMixed(), draw);
    for (int i = 0; i < size.nodes(); i++) addHost(i, size.nodes());
    workloads.forEach(this::addPods);
    start();
  }

  /** How large a cluster is. */
  record Size(int nodes, int workloads) {}

  private void addHost(int index, int all) {
    int zone = index % ZONES;
    int rack = index / ZONES / PER_RACK;
    var place = new Place("n" + index, "zone-" + zone, "rack-" + zone + "-" + rack);
    var host = new Host(index, place, index * 3 < all * 2 ? "general" : "special");
    hosts.add(host);
    kubelets.add(new Kubelet(this, host, clocks.next(), draw.fork()));
    api.add(new ServerNode(host, 0));
  }

  private void addPods(Workload workload) {
    var policy = new Revision(Bodies.policy(workload));
    audit.created(workload, policy);
    api.become(workload, policy);
    for (var pod : controllers.old(workload)) {
      pod.phase = PodPhase.RUNNING;
      pod.ready(true);
      api.create(pod);
      api.bind(pod, controllers.best(List.copyOf(api.nodes()), workload).name);
      kubelet(pod.node).runs(pod);
    }
  }

  private void start() {
    api.listen(controllers);
    api.listen(
        new Api.Listener() {
          @Override
          public void onPod(ServerPod pod, boolean gone) {
            if (pod.node == null) return;
            if (gone) kubelet(pod.node).onGone(pod);
            else kubelet(pod.node).onPod(pod);
          }
        });
    kubelets.forEach(kubelet -> kubelet.start(draw.between(0, 10 * Agenda.SECOND)));
    if (!idle) controllers.start();
    for (int zone : zonesOfReplicas) addReplica("zone-" + zone).start(true);
    election.start(draw.one(replicas));
  }

  Replica addReplica(String zone) {
    var name = "holdfast-" + replicasMade++;
    var replica = new Replica(this, name, new Place(name, zone, ""), clocks.next(), draw.fork());
    replicas.add(replica);
    return replica;
  }

  Kubelet kubelet(String node) {
    return kubelets.get(Integer.parseInt(node.substring(1)));
  }

  Kubelet kubelet(Host host) {
    return kubelets.get(host.index);
  }

  /** What has been renewed meanwhile, where that is not played. */
  void catchUp(Replica replica) {
    if (!idle) return;
    for (var kubelet : kubelets) kubelet.catchUp(replica);
    replica.renewed();
    replica.watch.heard();
  }

  /** Whoever probes that host may miss it from now on. */
  void alert(Host host) {
    for (var replica : replicas) replica.observer.alert(host, Agenda.NEVER);
  }

  /** Whoever probes those hosts through it may miss them until then. */
  void alert(Network.Cut cut, Collection<Host> among, long until) {
    for (var replica : replicas) {
      for (var host : among) {
        if (cut.isBetween(replica.place, host.place, Port.KUBELET)
            || cut.isBetween(replica.place, host.place, Port.POD)) {
          replica.observer.alert(host, until);
        }
      }
    }
  }
}
