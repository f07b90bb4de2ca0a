package dev.holdfast.sim;

import dev.holdfast.signal.ProbeAnswer;
import dev.holdfast.signal.Vote;
import dev.holdfast.signal.Vote.Miss;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A replica as a prober of all nodes, and of the pods of policies with a probe; it votes. */
final class Observer {
  private static final int MISSES = 3;
  private static final long HEARTBEAT = 5 * Agenda.SECOND;

  /** Misses of one moment are told in one vote. */
  private static final long GATHER = 50;

  /** Whoever has not heard the API server for so long may be cut off himself. */
  private static final long DEAF = 3 * Agenda.SECOND;

  private final World world;
  private final Replica replica;
  private final Draw draw;
  private final Map<String, Prober> nodes = new LinkedHashMap<>();
  private final Map<String, Prober> pods = new LinkedHashMap<>();
  private Word said = Word.NOTHING;
  private long sequence;
  private boolean gathering;

  /** What a vote says, but for the ages. */
  private record Word(
      Map<String, ProbeAnswer> nodes, Map<String, ProbeAnswer> pods, @Nullable String abstains) {
    static final Word NOTHING = new Word(Map.of(), Map.of(), null);
  }

  Observer(World world, Replica replica, Draw draw) {
    this.world = world;
    this.replica = replica;
    this.draw = draw;
  }

  /**
   * Begins to probe.
   *
   * @param warm it has done so for long, and all is well
   */
  void start(boolean warm) {
    for (var kubelet : world.kubelets) {
      var uid = "uid-" + kubelet.host.name();
      nodes.put(uid, prober(kubelet.host, Port.KUBELET, kubelet::answer, warm));
    }
    if (warm) cast();
    world.agenda.in(draw.between(0, HEARTBEAT), this::heartbeat);
  }

  private Prober prober(
      Host host, Port port, java.util.function.Supplier<ProbeAnswer> target, boolean warm) {
    var phase = draw.between(0, Prober.PERIOD - 1);
    var prober = new Prober(world, replica, host, port, target, phase, warm);
    if (!warm) prober.wake();
    return prober;
  }

  /** A pod that was seen to be ready, if its policy has a probe. */
  void probe(ServerPod pod) {
    if (!pod.workload.probed() || pods.containsKey(pod.uid) || pod.node == null) return;
    var kubelet = world.kubelet(pod.node);
    boolean warm = world.agenda.now() == 0;
    pods.put(pod.uid, prober(kubelet.host, Port.POD, () -> kubelet.answer(pod.uid), warm));
  }

  void forget(String podUid) {
    pods.remove(podUid);
  }

  /** Something may be wrong with what it asks there from now on. */
  void alert(Host host) {
    nodes.values().stream().filter(p -> p.host == host).forEach(Prober::wake);
    pods.values().stream().filter(p -> p.host == host).forEach(Prober::wake);
  }

  void probed(boolean telling) {
    if (!telling || gathering) return;
    gathering = true;
    world.agenda.in(GATHER, () -> replica.whenAwake(this::tell));
  }

  private void tell() {
    gathering = false;
    if (!word().equals(said)) cast();
  }

  private void heartbeat() {
    if (!replica.isAlive()) return;
    world.agenda.in(HEARTBEAT, () -> replica.whenAwake(this::heartbeat));
    cast();
  }

  /** A vote that cannot be written is lost; the next one says the same. */
  private void cast() {
    var word = word();
    var vote = vote(word);
    boolean hears = replica.watch.reachesApi();
    said = hears ? word : Word.NOTHING;
    if (hears) world.agenda.in(world.api.latency(), () -> world.api.cast(vote));
  }

  private Word word() {
    return new Word(missed(nodes), missed(pods), abstains());
  }

  private static Map<String, ProbeAnswer> missed(Map<String, Prober> probers) {
    var missed = new HashMap<String, ProbeAnswer>();
    probers.forEach(
        (uid, prober) -> {
          var run = prober.run();
          if (run.isMissed(MISSES)) missed.put(uid, run.answer());
        });
    return missed;
  }

  private @Nullable String abstains() {
    if (replica.watch.sinceApiAnswer() >= DEAF) return "the API server is out of reach";
    long missing = nodes.values().stream().filter(p -> p.run().isMissed(MISSES)).count();
    return missing * 2 > nodes.size() ? "most nodes are out of reach" : null;
  }

  private Vote vote(Word word) {
    var now = world.agenda.instant();
    var missedNodes = new HashMap<String, Miss>();
    word.nodes().keySet().forEach(uid -> missedNodes.put(uid, miss(nodes.get(uid), true, now)));
    var missedPods = new HashMap<String, Miss>();
    word.pods().keySet().forEach(uid -> missedPods.put(uid, miss(pods.get(uid), false, now)));
    return new Vote(
        replica.name,
        replica.place.zone(),
        ++sequence,
        word.abstains(),
        nodes.size(),
        missedNodes,
        missedPods);
  }

  private Miss miss(Prober prober, boolean ofNode, Instant now) {
    var run = prober.run();
    return new Miss(
        run.answer(),
        run.missingFor(now),
        run.answeredAt() != null,
        ofNode ? podAnswered(prober.host, now).orElse(null) : null);
  }

  private Optional<Duration> podAnswered(Host host, Instant now) {
    return pods.values().stream()
        .filter(pod -> pod.host == host)
        .map(pod -> pod.run().answeredAt())
        .flatMap(at -> Optional.ofNullable(at).stream())
        .max(Comparator.naturalOrder())
        .map(at -> Duration.between(at, now));
  }
}
