package dev.holdfast.sim;

import dev.holdfast.signal.ProbeAnswer;
import dev.holdfast.signal.ProbeRun;
import dev.holdfast.vote.Ballot;
import dev.holdfast.vote.Recount;
import dev.holdfast.vote.Sight;
import dev.holdfast.vote.Statement;
import dev.holdfast.vote.Voter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A replica as a prober of all nodes, and of the pods of policies with a probe; it votes. */
final class Observer {
  /** As both kinds of probes have it by default. */
  private static final int MISSES = 3;

  private static final long HEARTBEAT = 5 * Agenda.SECOND;

  /** Between two looks at whether there is something new to say. */
  private static final long LOOK = 100;

  /** Between two votes. */
  private static final long GAP = 200;

  /** After one that could not be written. */
  private static final long PAUSE = Agenda.SECOND;

  private final World world;
  private final Replica replica;
  private final Draw draw;
  private final Voter voter;
  private final Map<String, Prober> probers = new LinkedHashMap<>();
  private final Map<Host, List<Prober>> byHost = new HashMap<>();
  private final Map<String, List<String>> podsOn = new HashMap<>();
  private Recount recount;
  private @Nullable Statement said;
  private long sequence;
  private long castAt = -GAP;
  private boolean looking;

  Observer(World world, Replica replica, Draw draw) {
    this.world = world;
    this.replica = replica;
    this.draw = draw;
    this.voter = new Voter(replica.name, replica.place.zone(), "");
    long now = world.agenda.now();
    var began = replica.clock.at(now == 0 ? -Agenda.HOUR : now);
    this.recount = Recount.from(began, began);
  }

  /**
   * Begins to probe.
   *
   * @param warm it has done so for long, and all is well
   */
  void start(boolean warm) {
    for (var kubelet : world.kubelets) {
      add("uid-" + kubelet.host.name(), kubelet.host, Port.KUBELET, kubelet::answer, warm);
    }
    if (warm) cast();
    if (!world.idle) in(draw.between(0, HEARTBEAT), this::heartbeat);
  }

  private void add(String uid, Host host, Port port, Supplier<ProbeAnswer> target, boolean warm) {
    var prober = new Prober(world, replica, host, port, target, draw, warm);
    probers.put(uid, prober);
    byHost.computeIfAbsent(host, h -> new ArrayList<>()).add(prober);
    if (!warm) prober.wake(Agenda.NEVER);
  }

  /** A pod that was seen to be ready, if its policy has a probe. */
  void probe(ServerPod pod) {
    if (!pod.workload.probed() || probers.containsKey(pod.uid) || pod.node == null) return;
    var kubelet = world.kubelet(pod.node);
    boolean warm = world.agenda.now() == 0;
    add(pod.uid, kubelet.host, Port.POD, () -> kubelet.answer(pod.uid), warm);
    podsOn.computeIfAbsent(pod.node, n -> new ArrayList<>()).add(pod.uid);
  }

  /** Its own probe of one target. */
  @Nullable ProbeRun run(String uid) {
    var prober = probers.get(uid);
    return prober == null ? null : prober.run();
  }

  void forget(String podUid) {
    var prober = probers.remove(podUid);
    if (prober == null) return;
    byHost.getOrDefault(prober.host, List.of()).remove(prober);
    podsOn.getOrDefault(prober.host.name(), List.of()).remove(podUid);
  }

  /** Something may be wrong with what it asks there, until then at least. */
  void alert(Host host, long until) {
    byHost.getOrDefault(host, List.of()).forEach(prober -> prober.wake(until));
  }

  void probed(boolean telling) {
    if (telling) lookIn(LOOK);
  }

  private void lookIn(long time) {
    if (looking) return;
    looking = true;
    in(time, () -> replica.whenAwake(this::look));
  }

  /** By its own clock. */
  private void in(long time, Runnable what) {
    world.agenda.in(replica.clock.lasts(time), what);
  }

  private void look() {
    looking = false;
    long rest = castAt + replica.clock.lasts(GAP) - world.agenda.now();
    if (rest > 0) lookIn(rest);
    else if (world.idle && saysNothing()) return;
    else if (Statement.of(vote()).equals(said)) return;
    else if (world.idle) castAll();
    else cast();
  }

  /**
   * Nor is there anything to say: who misses one target, and not for long, neither names it nor
   * abstains.
   */
  private boolean saysNothing() {
    boolean silent =
        said != null && !said.abstains() && said.nodes().isEmpty() && said.pods().isEmpty();
    int missed = 0;
    for (var prober : probers.values()) {
      if (prober.misses() >= MISSES) return false;
      if (prober.misses() > 0) missed++;
    }
    return silent && missed < 2;
  }

  private void heartbeat() {
    if (!replica.isAlive()) return;
    in(HEARTBEAT, () -> replica.whenAwake(this::heartbeat));
    cast();
  }

  /** What all of them said last is as old as a heartbeat, where those are not played. */
  private void castAll() {
    for (var other : world.replicas) if (other != replica) other.observer.cast();
    cast();
    boolean missing = said != null && !(said.nodes().isEmpty() && said.pods().isEmpty());
    if (missing && world.idle) world.agenda.in(HEARTBEAT, this::castAll);
  }

  private void cast() {
    castAt = world.agenda.now();
    var vote = vote();
    boolean hears = replica.watch.reachesApi();
    said = hears ? Statement.of(vote) : null;
    if (hears) world.book.beliefs.voted(vote);
    if (hears) world.agenda.in(world.api.latency(), () -> world.api.cast(vote));
    else lookIn(PAUSE);
  }

  private dev.holdfast.signal.Vote vote() {
    var runs = new HashMap<String, ProbeRun>();
    probers.forEach((uid, prober) -> runs.put(uid, prober.run()));
    recount = recount.at(replica.watch.since(), runs);
    var sight =
        new Sight(
            runs,
            replica.sight.nodes(),
            node -> podsOn.getOrDefault(node, List.of()),
            uid -> MISSES);
    return Ballot.of(voter, ++sequence, sight, recount, replica.now());
  }
}
