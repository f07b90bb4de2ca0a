package dev.holdfast.sim;

import dev.holdfast.health.Fleet;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.health.Verdict;
import dev.holdfast.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What was done in one history, written down beside the truth. */
final class Book {
  /** A pod was removed, or its traffic was. */
  record Act(
      long at, Host host, ServerPod pod, boolean served, boolean kubeletGone, long leaseAge) {
    /**
     * What the control plane itself takes for the end of a node, less than the way of a renewal.
     */
    static final long SILENCE = 49 * Agenda.SECOND;

    Workload workload() {
      return pod.workload;
    }

    /** The policy does not ask for more time than its evidence takes. */
    boolean isPlain() {
      return workload().lostFor() == 0;
    }

    /** The kubelet is gone, and nobody was asked to probe the pod. */
    boolean isByControlPlane() {
      return kubeletGone && leaseAge >= SILENCE && !workload().probed();
    }

    @Override
    public String toString() {
      return "at %.3f s %s on %s, whose outages were %s and whose lease was %d ms old"
          .formatted(at / 1e3, pod.name, host.name(), host.outages(), leaseAge);
    }
  }

  /**
   * Something was done to a host, or to the view of it.
   *
   * @param isFelt by most of those who look at it
   */
  record Injection(Host host, long from, long to, boolean isFelt) {
    boolean includes(long at) {
      return from <= at && at <= to;
    }
  }

  private final World world;
  final List<Injection> injections = new ArrayList<>();
  final List<Act> deletions = new ArrayList<>();
  final List<Act> moves = new ArrayList<>();
  final Map<Act, List<String>> accused = new HashMap<>();
  private final Map<Act, Long> overAt = new HashMap<>();
  final Map<Host, Long> lostAt = new HashMap<>();
  final Set<String> held = new TreeSet<>();
  final Set<String> wronglyHeld = new TreeSet<>();
  private final Neglect neglect;
  final Beliefs beliefs;

  Book(World world) {
    this.world = world;
    this.neglect = new Neglect(world);
    this.beliefs = new Beliefs(world);
  }

  void inject(Host host, long from, long to) {
    injections.add(new Injection(host, from, to, true));
  }

  /** Most of those who look at it see nothing of that. */
  void injectUnfelt(Host host, long from, long to) {
    injections.add(new Injection(host, from, to, false));
  }

  /** Nobody can call back what he has sent. */
  void deleted(ServerPod pod, Instant sentAt) {
    var act = act(pod, sentAt);
    deletions.add(act);
    world.trace.say(
        world.agenda.now(),
        "DELETED %s on %s%s",
        pod.name,
        pod.node,
        act.served ? ", which served" : "");
  }

  void evicted(ServerPod pod) {
    world.trace.say(world.agenda.now(), "EVICTED %s on %s", pod.name, pod.node);
  }

  /**
   * The pod is no longer ready, by our hand.
   *
   * @param misdeeds what the oracle says of that
   */
  void moved(ServerPod pod, Instant sentAt, List<String> misdeeds) {
    var act = act(pod, sentAt);
    moves.add(act);
    if (!misdeeds.isEmpty()) accused.put(act, misdeeds);
    world.trace.say(
        world.agenda.now(),
        "NOT READY %s on %s%s",
        pod.name,
        pod.node,
        act.served ? ", which served" : "");
  }

  /** A pod serves: what was done to it, or in its stead, is over. */
  void ready(ServerPod pod) {
    long now = world.agenda.now();
    for (var act : moves) if (act.pod == pod) overAt.putIfAbsent(act, now);
    for (var act : deletions) {
      if (act.workload() == pod.workload && !overAt.containsKey(act)) {
        overAt.put(act, now);
        return;
      }
    }
  }

  /** How long what was done was so. */
  long lasted(Act act) {
    return overAt.getOrDefault(act, world.agenda.now()) - act.at;
  }

  private Act act(ServerPod pod, Instant sentAt) {
    var kubelet = world.kubelet(pod.node);
    return new Act(
        Agenda.millis(sentAt),
        kubelet.host,
        pod,
        kubelet.serves(pod.uid),
        kubelet.host.kubelet() != Host.Kubelet.RUNNING,
        world.agenda.now() - world.api.node(pod.node).renewedAt);
  }

  void marked(ServerNode node, Instant sentAt) {
    beliefs.marked(node, sentAt);
    world.trace.say(world.agenda.now(), "MARKED %s", node.name);
  }

  /** The control plane takes traffic from it. */
  void readyLost(ServerPod pod) {
    world.trace.say(world.agenda.now(), "node controller: %s is not ready", pod.name);
  }

  void judged(Replica by, Fleet before, Fleet after) {
    if (!by.leads()) return;
    for (var health : after.nodes().values()) judged(before, health);
    for (var guard : after.guards()) held(guard.name());
  }

  private void judged(Fleet before, NodeHealth health) {
    var name = health.node().name();
    var was = before.nodes().get(name);
    if (was == null || was.verdict().getClass() != health.verdict().getClass()) {
      world.trace.say(
          world.agenda.now(),
          "%s is %s %s",
          name,
          health.verdict().name(),
          health.verdict().cause());
      beliefs.judged(health);
    }
    neglect.judged(health);
    if (health.verdict() instanceof Verdict.Lost) {
      lostAt.putIfAbsent(world.kubelet(name).host, world.agenda.now());
    }
    if (health.hold() != null) held(health.hold().reason());
  }

  private void held(String reason) {
    if (held.add(reason)) world.trace.say(world.agenda.now(), "held by %s", reason);
    long down = world.hosts.stream().filter(this::isUnwell).count();
    boolean few = down * 2 <= world.hosts.size() && reason.equals("MajoritySilent");
    boolean within = down * 5 <= world.hosts.size() && reason.equals("Brake");
    if (few || within) wronglyHeld.add(reason);
  }

  /** Or was a moment ago: a host that is back is heard a lease's renewal later. */
  private boolean isUnwell(Host host) {
    return !world.kubelet(host).isWell()
        || host.lastWellSince() + Beliefs.HEARD_AGAIN > world.agenda.now();
  }

  void planned(Workload workload, Plan plan, Fleet fleet) {
    plan.held().forEach(h -> held.add(h.reason()));
    for (var intent : plan.act()) {
      world.trace.say(
          world.agenda.now(),
          "%s plans %s %s (%s)",
          workload.name(),
          intent.step().action(),
          intent.step().pod().name(),
          intent.purpose());
    }
  }
}
