package dev.holdfast.probe;

import dev.holdfast.ops.SteadyClock;
import dev.holdfast.signal.ProbeHealth;
import dev.holdfast.signal.ProbeRun;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Probes any number of nodes from one thread, and of pods from another, and says what each
 * answered. Pods are their tenants', who may do with them what they like: whatever they send, nodes
 * are asked in time.
 *
 * @see ProbeRun
 */
public final class ProbeEngine implements AutoCloseable {
  /** A well pod has answered by then; one that is silent keeps no other from being asked. */
  private static final Duration POD_PATIENCE = Duration.ofMillis(250);

  /** Nodes are trusted, and their timeout is a second. */
  private static final Duration NODE_PATIENCE = Duration.ofMinutes(1);

  private final Reactor nodes;
  private final Reactor pods;
  private final Newcomers newNodes;
  private final Newcomers newPods;
  private final Consumer<String> changed;
  private final Map<String, Watch> watched = new ConcurrentHashMap<>();

  /**
   * Begins at once.
   *
   * @param changed told the id of a target whose run is news: the first answer, the first of
   *     another kind, each of the first three misses; so too of its health. Called by the probing
   *     threads, so it must be quick.
   */
  public ProbeEngine(SteadyClock clock, Consumer<String> changed) {
    this.changed = changed;
    this.nodes = new Reactor("node-probes", clock);
    this.pods = new Reactor("pod-probes", clock);
    this.newNodes = new Newcomers(nodes, NODE_PATIENCE);
    this.newPods = new Newcomers(pods, POD_PATIENCE);
    nodes.start();
    pods.start();
  }

  /**
   * These and no others from now on. A target that changed in any way starts afresh; one that did
   * not is left alone, so this may be said as often as one likes.
   */
  public synchronized void watch(Collection<ProbeTarget> targets) {
    if (isAsWatched(targets)) return;
    var wanted = new HashMap<String, ProbeTarget>(targets.size() * 2);
    targets.forEach(target -> wanted.put(target.id(), target));
    watched.values().removeIf(watch -> isDropped(watch, wanted.get(watch.target().id())));
    wanted.values().forEach(target -> watched.computeIfAbsent(target.id(), id -> begin(target)));
  }

  private boolean isAsWatched(Collection<ProbeTarget> targets) {
    if (targets.size() != watched.size()) return false;
    for (var target : targets) {
      var watch = watched.get(target.id());
      if (watch == null || !watch.target().equals(target)) return false;
    }
    return true;
  }

  private boolean isDropped(Watch watch, @Nullable ProbeTarget wanted) {
    if (watch.target().equals(wanted)) return false;
    (isPod(watch.target()) ? pods : nodes).execute(watch::stop);
    return true;
  }

  private static boolean isPod(ProbeTarget target) {
    return !(target.kind() instanceof ProbeKind.NodeKubelet);
  }

  private Watch begin(ProbeTarget target) {
    var watch = watch(target);
    (isPod(target) ? newPods : newNodes).add(watch);
    return watch;
  }

  private Watch watch(ProbeTarget target) {
    return switch (target.kind()) {
      case ProbeKind.NodeKubelet node -> new NodeWatch(target, nodes, changed);
      case ProbeKind.HttpGet get ->
          pod(target, get.secure(), () -> new HttpDialogue(get, target.authority()));
      case ProbeKind.TcpSocket tcp -> pod(target, false, TcpDialogue::new);
      case ProbeKind.Grpc grpc ->
          pod(target, false, () -> new GrpcDialogue(grpc, target.authority()));
    };
  }

  private Watch pod(ProbeTarget target, boolean secure, Supplier<Dialogue> dialogues) {
    return new PodWatch(target, dialogues, secure, pods, changed);
  }

  /** Of all targets that have been probed, by id, as of now. */
  public Map<String, ProbeRun> runs() {
    var runs = new HashMap<String, ProbeRun>(watched.size() * 2);
    watched.forEach(
        (id, watch) -> {
          var run = watch.run();
          if (run != null) runs.put(id, run);
        });
    return runs;
  }

  /** Of one target; absent until its first probe is decided, and if it is not watched. */
  public @Nullable ProbeRun run(String id) {
    var watch = watched.get(id);
    return watch == null ? null : watch.run();
  }

  /** Of one pod; absent until an answer said something of it. */
  public @Nullable ProbeHealth health(String id) {
    var watch = watched.get(id);
    return watch == null ? null : watch.health();
  }

  int sockets() {
    return nodes.sockets() + pods.sockets();
  }

  @Override
  public void close() {
    nodes.close();
    pods.close();
  }
}
