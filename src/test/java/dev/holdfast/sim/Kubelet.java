package dev.holdfast.sim;

import dev.holdfast.signal.PodPhase;
import dev.holdfast.signal.ProbeAnswer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A host's kubelet: it renews the lease, starts and ends pods, and says how they are. */
final class Kubelet {
  /** A quarter of the lease's duration of 40 s, with the client's jitter. */
  private static final long RENEWAL = 10 * Agenda.SECOND;

  private static final double JITTER = 0.04;

  /** Between two tries of the lease's client. */
  private static final long FIRST_RETRY = 200;

  private static final long LAST_RETRY = 7 * Agenda.SECOND;

  /** It compares what it knows with what the API server says once in so long. */
  private static final long SYNC = 10 * Agenda.SECOND;

  final Host host;
  private final World world;
  private final Clock clock;
  private final Draw draw;

  /** The pods whose processes run and serve, by uid. */
  private final Map<String, ServerPod> serving = new LinkedHashMap<>();

  private final Set<String> starting = new HashSet<>();

  /** uids of pods whose own probe of readiness fails. */
  private final Set<String> ill = new HashSet<>();

  private List<Runnable> waiting = new ArrayList<>();
  private long due;
  private long retry = FIRST_RETRY;
  private long pausedUntil;
  private long stalledUntil;
  private int chain;

  Kubelet(World world, Host host, Clock clock, Draw draw) {
    this.world = world;
    this.host = host;
    this.clock = clock;
    this.draw = draw;
  }

  void start(long firstDue) {
    if (world.idle) due = firstDue;
    else renewAt(firstDue);
  }

  /** Renews as often as it would have, and lets the replica know of the last time. */
  void catchUp(Replica replica) {
    long now = world.agenda.now();
    if (due > now) return;
    long missed = (now - due) / RENEWAL;
    due += (missed + 1) * RENEWAL;
    var node = world.api.node(host.name());
    node.renew(due - RENEWAL, clock);
    replica.sight.lease(node.name, node.stamp(), replica.clock.at(node.renewedAt));
  }

  private void renewAt(long at) {
    due = at;
    int mine = ++chain;
    world.agenda.at(at, () -> renew(mine));
  }

  private void renew(int mine) {
    if (mine != chain) return;
    if (!isAble() || world.api.fails()) {
      retry = Math.min(LAST_RETRY, retry * 2);
      renewAt(world.agenda.now() + clock.lasts(draw.between(retry / 2, retry)));
      return;
    }
    retry = FIRST_RETRY;
    long latency = world.api.latency();
    world.agenda.in(latency, this::renewed);
    long rest = clock.lasts(Math.round(RENEWAL * (1 + JITTER * draw.share())));
    renewAt(world.agenda.now() + latency + rest);
  }

  private void renewed() {
    if (!isAble()) return;
    var node = world.api.node(host.name());
    world.api.renew(node, world.agenda.now(), clock);
    if (!node.saysReady()) world.agenda.in(draw.between(50, SYNC), this::sayReady);
    var now = waiting;
    waiting = new ArrayList<>();
    now.forEach(Runnable::run);
  }

  private void sayReady() {
    if (!isAble()) return;
    var node = world.api.node(host.name());
    node.ready("True", clock.at(world.agenda.now()));
    node.bootId = host.bootId();
    world.api.changed(node);
  }

  /** It runs, and the API server hears it. */
  private boolean isAble() {
    long now = world.agenda.now();
    return host.runs()
        && host.kubelet() == Host.Kubelet.RUNNING
        && now >= pausedUntil
        && now >= stalledUntil
        && world.api.state() != Api.State.DOWN
        && world.network.exchanges(host.place, Api.PLACE, Port.API);
  }

  /** Does it after the delay, or as soon as it can. */
  private void act(long delay, Runnable what) {
    world.agenda.in(
        delay,
        () -> {
          if (isAble()) what.run();
          else if (world.idle) act(FIRST_RETRY, what);
          else waiting.add(what);
        });
  }

  // What happens to it

  void pause(long until) {
    pausedUntil = Math.max(pausedUntil, until);
  }

  boolean isPaused() {
    return world.agenda.now() < pausedUntil;
  }

  /** Its host does what it should, and so does it. */
  boolean isWell() {
    return host.isPlain() && !isPaused() && world.agenda.now() >= stalledUntil;
  }

  /** Its connection is dead, and it does not know that yet. */
  void stall(long until) {
    stalledUntil = Math.max(stalledUntil, until);
    world.agenda.at(until, this::resume);
  }

  /** It can go on: what was due meanwhile is done at once. */
  void resume() {
    if (due <= world.agenda.now() || retry > FIRST_RETRY) {
      retry = FIRST_RETRY;
      renewAt(world.agenda.now() + draw.between(1, 50));
    }
  }

  void crashed() {
    serving.clear();
    starting.clear();
    waiting.clear();
    chain++;
  }

  void booted() {
    renewAt(world.agenda.now() + draw.between(2, 8) * Agenda.SECOND);
    waiting.add(this::sayReady);
    waiting.add(() -> List.copyOf(world.api.podsOn(host.name())).forEach(this::restart));
  }

  private void restart(ServerPod pod) {
    if (pod.isDeleting()) {
      world.api.remove(pod);
      return;
    }
    if (pod.phase == PodPhase.RUNNING) pod.restarted();
    world.api.changed(pod);
  }

  // Pods

  /** A pod that runs since long. */
  void runs(ServerPod pod) {
    serving.put(pod.uid, pod);
  }

  void onPod(ServerPod pod) {
    boolean serves = serving.containsKey(pod.uid);
    if (pod.isDeleting()) act(draw.between(50, 300), () -> end(pod));
    else if (serves && !pod.ready) act(draw.between(100, SYNC), () -> sayReady(pod));
    else if (!serves && starting.add(pod.uid)) act(draw.between(50, 300), () -> begin(pod));
  }

  private void begin(ServerPod pod) {
    act(draw.between(1 * Agenda.SECOND, 4 * Agenda.SECOND), () -> running(pod));
  }

  private void running(ServerPod pod) {
    starting.remove(pod.uid);
    if (pod.isDeleting() || world.api.pod(pod.uid).isEmpty()) return;
    serving.put(pod.uid, pod);
    pod.phase = PodPhase.RUNNING;
    pod.ready(true);
    world.book.ready(pod);
    world.api.changed(pod);
  }

  private void sayReady(ServerPod pod) {
    if (pod.ready || pod.isDeleting() || !serving.containsKey(pod.uid)) return;
    if (ill.contains(pod.uid)) return;
    if (world.api.pod(pod.uid).isEmpty()) return;
    pod.ready(true);
    world.book.ready(pod);
    world.api.changed(pod);
  }

  /** It runs, and does not do what it should. */
  void fallsIll(ServerPod pod) {
    ill.add(pod.uid);
    act(draw.between(50, 300), () -> sayIll(pod));
  }

  private void sayIll(ServerPod pod) {
    if (!ill.contains(pod.uid) || world.api.pod(pod.uid).isEmpty()) return;
    pod.ready(false);
    world.api.changed(pod);
  }

  void recovers(ServerPod pod) {
    ill.remove(pod.uid);
    act(draw.between(50, 300), () -> sayReady(pod));
  }

  /** What runs there, whatever the API server says. */
  Collection<ServerPod> running() {
    return serving.values();
  }

  /** The object is gone: what still runs of it is stopped. */
  void onGone(ServerPod pod) {
    if (serving.containsKey(pod.uid)) act(draw.between(50, 300), () -> serving.remove(pod.uid));
  }

  private void end(ServerPod pod) {
    act(
        draw.between(200, 2 * Agenda.SECOND),
        () -> {
          serving.remove(pod.uid);
          world.api.remove(pod);
        });
  }

  // Its answers to probes

  ProbeAnswer answer() {
    if (!host.runs()) return ProbeAnswer.SILENT;
    if (host.kubelet() == Host.Kubelet.DOWN) return ProbeAnswer.REFUSED;
    boolean hung = host.kubelet() == Host.Kubelet.HUNG || isPaused();
    return hung ? ProbeAnswer.HUNG : ProbeAnswer.ANSWERED;
  }

  ProbeAnswer answer(String podUid) {
    if (!host.runs()) return ProbeAnswer.SILENT;
    return serving.containsKey(podUid) ? ProbeAnswer.ANSWERED : ProbeAnswer.REFUSED;
  }

  boolean serves(String podUid) {
    return host.serves() && serving.containsKey(podUid);
  }
}
