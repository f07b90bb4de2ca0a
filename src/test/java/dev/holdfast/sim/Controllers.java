package dev.holdfast.sim;

import dev.holdfast.signal.TaintSignal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Kubernetes' own controllers: those of node lifecycles and ReplicaSets, and the scheduler. */
final class Controllers implements Api.Listener {
  private static final long MONITOR = 5 * Agenda.SECOND;
  private static final long GRACE = 50 * Agenda.SECOND;
  private static final long TOLERATED = 300 * Agenda.SECOND;
  private static final String UNREACHABLE = "node.kubernetes.io/unreachable";

  /** Above that share of nodes that are not heard it evicts nobody. */
  private static final double DISRUPTED = 0.55;

  private final World world;
  private final Draw draw;
  private final Map<String, Long> unknownSince = new HashMap<>();
  private int pods;

  Controllers(World world, Draw draw) {
    this.world = world;
    this.draw = draw;
  }

  void start() {
    world.agenda.in(draw.between(0, MONITOR), this::monitor);
  }

  private void monitor() {
    world.agenda.in(MONITOR, this::monitor);
    if (world.api.state() == Api.State.DOWN) return;
    long now = world.agenda.now();
    for (var node : world.api.nodes()) {
      if (now - node.renewedAt >= GRACE) silent(node, now);
      else if (node.saysReady()) heard(node);
    }
  }

  private void silent(ServerNode node, long now) {
    if (node.saysReady()) {
      node.ready("Unknown", Agenda.instant(now));
      node.taints.add(new TaintSignal(UNREACHABLE, "", TaintSignal.NO_SCHEDULE));
      node.taints.add(new TaintSignal(UNREACHABLE, "", TaintSignal.NO_EXECUTE));
      unknownSince.put(node.name, now);
      world.trace.say(now, "node controller: %s is Unknown", node.name);
      world.api.changed(node);
      List.copyOf(world.api.podsOn(node.name)).forEach(this::notReady);
    } else if (now - unknownSince.getOrDefault(node.name, now) >= TOLERATED && mayEvict()) {
      List.copyOf(world.api.podsOn(node.name)).forEach(this::evict);
    }
  }

  private boolean mayEvict() {
    return unknownSince.size() < DISRUPTED * world.hosts.size();
  }

  private void notReady(ServerPod pod) {
    if (!pod.ready) return;
    pod.ready(false);
    world.book.readyLost(pod);
    world.api.changed(pod);
  }

  private void evict(ServerPod pod) {
    if (pod.isDeleting()) return;
    pod.delete();
    world.api.changed(pod);
  }

  private void heard(ServerNode node) {
    unknownSince.remove(node.name);
    if (node.taints.removeIf(taint -> taint.key().equals(UNREACHABLE))) world.api.changed(node);
  }

  // ReplicaSets and the scheduler

  @Override
  public void onPod(ServerPod pod, boolean gone) {
    if (gone || pod.isDeleting())
      world.agenda.in(draw.between(5, 60), () -> reconcile(pod.workload));
    else if (pod.node == null) world.agenda.in(draw.between(5, 50), () -> schedule(pod));
  }

  private void reconcile(Workload workload) {
    if (world.api.state() == Api.State.DOWN) {
      world.agenda.in(Agenda.SECOND, () -> reconcile(workload));
      return;
    }
    for (var name : missing(workload)) {
      world.api.create(new ServerPod(workload, name, ++pods, world.agenda.now()));
    }
  }

  /** Names of the pods that its controller makes now. */
  private List<String> missing(Workload workload) {
    var there = world.api.podsOf(workload);
    return workload.kind() == Workload.Kind.STATEFUL_SET
        ? ordinals(workload).filter(name -> world.api.named(name).isEmpty()).toList()
        : fresh(workload, there.stream().filter(pod -> !pod.isDeleting()).count());
  }

  /** It makes none anew before the one of that name is gone. */
  private static Stream<String> ordinals(Workload workload) {
    return IntStream.range(0, workload.replicas()).mapToObj(i -> workload.name() + "-" + i);
  }

  private List<String> fresh(Workload workload, long active) {
    return LongStream.range(active, workload.replicas())
        .mapToObj(i -> workload.name() + "-" + (pods + 1 + i - active))
        .toList();
  }

  /** The pods of the time before the history begins. */
  List<ServerPod> old(Workload workload) {
    return missing(workload).stream()
        .map(name -> new ServerPod(workload, name, ++pods, -Agenda.HOUR))
        .toList();
  }

  private void schedule(ServerPod pod) {
    if (pod.node != null || pod.isDeleting()) return;
    var open = world.api.nodes().stream().filter(node -> !node.repels()).toList();
    if (open.isEmpty() || world.api.state() == Api.State.DOWN) {
      world.agenda.in(Agenda.SECOND, () -> schedule(pod));
      return;
    }
    world.api.bind(pod, best(open, pod.workload).name);
  }

  /** Where the fewest of its own kind are, then the fewest of all. */
  ServerNode best(List<ServerNode> open, Workload workload) {
    int turn = draw.index(open.size());
    return open.stream()
        .min(
            Comparator.<ServerNode>comparingLong(node -> siblings(node, workload))
                .thenComparingInt(node -> world.api.podsOn(node.name).size())
                .thenComparingInt(node -> (open.indexOf(node) + turn) % open.size()))
        .orElseThrow();
  }

  private long siblings(ServerNode node, Workload workload) {
    return world.api.podsOn(node.name).stream().filter(pod -> pod.workload == workload).count();
  }
}
