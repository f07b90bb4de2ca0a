package dev.holdfast.sim;

import dev.holdfast.signal.Vote;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The API server: what it stores, how it is, and who watches it. */
final class Api {
  /** How it answers. */
  enum State {
    UP,
    SLOW,

    /** A quarter of its answers is lost, and a tenth of the requests fails or never arrives. */
    FLAKY,

    DOWN
  }

  /** Told of each change, at once; whoever is not beside the API server lets it take its time. */
  interface Listener {
    default void onNode(ServerNode node) {}

    default void onLease(ServerNode node) {}

    default void onPod(ServerPod pod, boolean gone) {}

    default void onPolicy(Workload workload, Revision revision) {}

    default void onVote(Vote vote) {}

    default void onVoteGone(String observer) {}

    default void onStop(boolean pulled) {}
  }

  static final Place PLACE = new Place("api", "", "");

  private final Map<String, ServerNode> nodes = new LinkedHashMap<>();
  private final Map<String, ServerPod> pods = new LinkedHashMap<>();
  private final Map<String, List<ServerPod>> podsByNode = new HashMap<>();
  private final Map<String, ServerPod> named = new HashMap<>();
  private final Map<Workload, Revision> policies = new LinkedHashMap<>();
  private final Map<String, Vote> votes = new LinkedHashMap<>();
  private final List<Listener> listeners = new ArrayList<>();
  private final Draw draw;
  private State state = State.UP;
  private boolean stopped;
  private long versions;

  Api(Draw draw) {
    this.draw = draw;
  }

  State state() {
    return state;
  }

  void become(State is) {
    state = is;
  }

  void listen(Listener listener) {
    listeners.add(listener);
  }

  void forget(Listener listener) {
    listeners.remove(listener);
  }

  /** How long one request takes, in milliseconds. */
  long latency() {
    return state == State.SLOW ? draw.magnitude(50, 8 * Agenda.SECOND) : draw.between(3, 15);
  }

  /** It fails this request. */
  boolean fails() {
    return switch (state) {
      case UP -> false;
      case SLOW -> draw.chance(0.25);
      case FLAKY -> draw.chance(0.1);
      case DOWN -> true;
    };
  }

  /** It did what was asked, and nobody hears that. */
  boolean losesAnswer() {
    return switch (state) {
      case UP, DOWN -> false;
      case SLOW -> draw.chance(0.1);
      case FLAKY -> draw.chance(0.25);
    };
  }

  /** It never hears of this request. */
  boolean losesRequest() {
    return state == State.FLAKY && draw.chance(0.1);
  }

  /** The ConfigMap that is the emergency stop is made, or deleted. */
  void stop(boolean pulled) {
    stopped = pulled;
    listeners.forEach(l -> l.onStop(pulled));
  }

  boolean isStopped() {
    return stopped;
  }

  /** It takes far longer than anybody waits, and does it then. */
  boolean holdsUp() {
    return state == State.FLAKY && draw.chance(0.05);
  }

  void add(ServerNode node) {
    nodes.put(node.name, node);
    listeners.forEach(l -> l.onNode(node));
  }

  ServerNode node(String name) {
    return nodes.get(name);
  }

  Optional<ServerNode> find(String node) {
    return Optional.ofNullable(nodes.get(node));
  }

  Collection<ServerNode> nodes() {
    return nodes.values();
  }

  Optional<ServerPod> pod(String uid) {
    return Optional.ofNullable(pods.get(uid));
  }

  /** The one that has the name now. */
  Optional<ServerPod> named(String name) {
    return Optional.ofNullable(named.get(name));
  }

  List<ServerPod> podsOn(String node) {
    return podsByNode.getOrDefault(node, List.of());
  }

  List<ServerPod> podsOf(Workload workload) {
    return pods.values().stream().filter(pod -> pod.workload == workload).toList();
  }

  Collection<ServerPod> pods() {
    return pods.values();
  }

  Revision policy(Workload workload) {
    return Objects.requireNonNull(policies.get(workload));
  }

  Map<Workload, Revision> policies() {
    return policies;
  }

  Collection<Vote> votes() {
    return votes.values();
  }

  void changed(ServerNode node) {
    node.version++;
    tell(node);
  }

  /** Somebody has changed it. */
  void tell(ServerNode node) {
    listeners.forEach(l -> l.onNode(node));
  }

  void renew(ServerNode node, long now, Clock by) {
    node.renew(now, by);
    listeners.forEach(l -> l.onLease(node));
  }

  void create(ServerPod pod) {
    pods.put(pod.uid, pod);
    named.put(pod.name, pod);
    changed(pod);
  }

  void bind(ServerPod pod, String node) {
    pod.node = node;
    podsByNode.computeIfAbsent(node, n -> new ArrayList<>()).add(pod);
    changed(pod);
  }

  void changed(ServerPod pod) {
    pod.version = ++versions;
    List.copyOf(listeners).forEach(l -> l.onPod(pod, false));
  }

  void remove(ServerPod pod) {
    if (pods.remove(pod.uid) == null) return;
    named.remove(pod.name, pod);
    pod.version = ++versions;
    if (pod.node != null) podsByNode.getOrDefault(pod.node, new ArrayList<>()).remove(pod);
    List.copyOf(listeners).forEach(l -> l.onPod(pod, true));
  }

  void become(Workload workload, Revision revision) {
    policies.put(workload, revision);
    listeners.forEach(l -> l.onPolicy(workload, revision));
  }

  void cast(Vote vote) {
    votes.put(vote.observer(), vote);
    listeners.forEach(l -> l.onVote(vote));
  }

  /** Its lease is deleted: it will not vote any more. */
  void takeBack(String observer) {
    votes.remove(observer);
    listeners.forEach(l -> l.onVoteGone(observer));
  }
}
