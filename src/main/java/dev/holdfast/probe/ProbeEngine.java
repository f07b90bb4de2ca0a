package dev.holdfast.probe;

import dev.holdfast.ops.SteadyClock;
import dev.holdfast.signal.ProbeHealth;
import dev.holdfast.signal.ProbeRun;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Probes any number of targets from one thread, and says what each answered.
 *
 * @see ProbeRun
 */
public final class ProbeEngine implements AutoCloseable {
  private final Reactor reactor;
  private final Consumer<String> changed;
  private final Map<String, Watch> watched = new ConcurrentHashMap<>();
  private final Newcomers newcomers;

  /**
   * Begins at once.
   *
   * @param changed told the id of a target whose run is news: the first answer, the first of
   *     another kind, each of the first three misses; so too of its health. Called by the probing
   *     thread, so it must be quick.
   */
  public ProbeEngine(SteadyClock clock, Consumer<String> changed) {
    this.reactor = new Reactor(clock);
    this.changed = changed;
    this.newcomers = new Newcomers(reactor);
    reactor.atEachTick(newcomers::admit);
    reactor.start();
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
    reactor.execute(watch::stop);
    return true;
  }

  private Watch begin(ProbeTarget target) {
    var watch = watch(target);
    reactor.execute(() -> newcomers.add(watch));
    return watch;
  }

  private Watch watch(ProbeTarget target) {
    return switch (target.kind()) {
      case ProbeKind.NodeKubelet node -> new NodeWatch(target, reactor, changed);
      case ProbeKind.HttpGet get ->
          pod(target, get.secure(), () -> new HttpDialogue(get, target.authority()));
      case ProbeKind.TcpSocket tcp -> pod(target, false, TcpDialogue::new);
      case ProbeKind.Grpc grpc ->
          pod(target, false, () -> new GrpcDialogue(grpc, target.authority()));
    };
  }

  private Watch pod(ProbeTarget target, boolean secure, Supplier<Dialogue> dialogues) {
    return new PodWatch(target, dialogues, secure, reactor, changed);
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
    return reactor.sockets();
  }

  @Override
  public void close() {
    reactor.close();
  }
}
