package dev.holdfast.sim;

import dev.holdfast.signal.ConditionSignal;
import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.PodSignal;
import dev.holdfast.signal.Vote;
import dev.holdfast.sim.Wire.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one replica has seen of the cluster so far, as its stores would have it. */
final class Sight {
  private final Replica replica;
  private final Map<String, NodeSignal> nodes = new LinkedHashMap<>();
  private final Map<String, PodSignal> pods = new LinkedHashMap<>();
  private final Map<String, Workload> workloads = new HashMap<>();
  private final Map<String, Vote.Cast> votes = new LinkedHashMap<>();
  private final Map<Workload, Revision> policies = new HashMap<>();
  private @Nullable Instant lastLeaseAt;
  private boolean stopped;
  private final Set<Kind> listed = EnumSet.noneOf(Kind.class);

  Sight(Replica replica) {
    this.replica = replica;
  }

  // Arrivals

  /** A list: what is not in it is gone. */
  void become(Listing all) {
    for (var kind : Kind.values()) list(all, kind);
    replica.nodeTurn.poke();
  }

  /** A list of these alone. */
  void become(Listing all, Kind kind) {
    list(all, kind);
    replica.nodeTurn.poke();
    if (synced()) replica.policyTurn.wakeAll();
  }

  private void list(Listing all, Kind kind) {
    switch (kind) {
      case NODES -> all.nodes().forEach(this::node);
      case LEASES -> {} // they came with their nodes
      case PODS -> pods(all.pods());
      case POLICIES -> all.policies().forEach(this::policy);
      case VOTES -> votes(all.votes());
      case STOP -> stop(all.stopped());
    }
    listed.add(kind);
  }

  private void pods(List<Reading> all) {
    var there = new HashSet<String>();
    all.forEach(pod -> there.add(pod.uid()));
    new ArrayList<>(pods.keySet()).stream().filter(uid -> !there.contains(uid)).forEach(this::gone);
    all.forEach(this::pod);
  }

  private void votes(List<Vote> all) {
    votes.keySet().retainAll(all.stream().map(Vote::observer).toList());
    all.forEach(this::vote);
  }

  void node(NodeSignal server) {
    var now = replica.now();
    var before = nodes.get(server.name());
    nodes.put(server.name(), read(server, before, now));
    replica.nodeTurn.poke();
  }

  /** As it is to somebody who knows it as it was before, or does not know it yet. */
  static NodeSignal read(NodeSignal server, @Nullable NodeSignal before, Instant now) {
    boolean heard = before == null || !server.leaseStamp().equals(before.leaseStamp());
    return new NodeSignal(
        server.name(),
        server.uid(),
        server.bootId(),
        before == null ? now : before.seenAt(),
        server.labels(),
        server.annotations(),
        server.taints(),
        server.unschedulable(),
        conditions(server, before, now),
        server.allocatable(),
        server.leaseStamp(),
        heard ? now : before.leaseRenewedAt(),
        server.wordIsOld(),
        List.of(),
        server.kubelet());
  }

  private static Map<String, ConditionSignal> conditions(
      NodeSignal server, @Nullable NodeSignal before, Instant now) {
    Map<String, ConditionSignal> known = before == null ? Map.of() : before.conditions();
    if (isSame(server.conditions(), known)) return known;
    var seen = new HashMap<String, ConditionSignal>();
    server.conditions().forEach((type, is) -> seen.put(type, seen(is, known.get(type), now)));
    return seen;
  }

  private static boolean isSame(
      Map<String, ConditionSignal> server, Map<String, ConditionSignal> known) {
    return server.size() == known.size()
        && server.values().stream().allMatch(is -> isSame(is, known.get(is.type())));
  }

  private static boolean isSame(ConditionSignal is, @Nullable ConditionSignal known) {
    return known != null && known.status().equals(is.status());
  }

  private static ConditionSignal seen(
      ConditionSignal is, @Nullable ConditionSignal known, Instant now) {
    return known != null && isSame(is, known)
        ? known
        : new ConditionSignal(is.type(), is.status(), "", now);
  }

  void lease(String name, @Nullable String stamp) {
    lease(name, stamp, replica.now());
    replica.nodeTurn.heard(name);
  }

  void lease(String name, @Nullable String stamp, Instant at) {
    var known = nodes.get(name);
    if (known == null) return;
    lastLeaseAt = at;
    nodes.put(name, known.withLease(stamp, at));
  }

  void pod(Reading reading) {
    var before = pods.get(reading.uid());
    var after = reading.signal(before, replica.now());
    pods.put(reading.uid(), after);
    workloads.put(reading.uid(), reading.pod().workload);
    if (after.ready()) replica.observer.probe(reading.pod());
    if (after.isDeleting()) replica.gate.seenLeaving(after.ref());
    replica.policyTurn.wake(reading.pod().workload);
  }

  void gone(String uid) {
    var before = pods.remove(uid);
    if (before == null) return;
    replica.observer.forget(uid);
    replica.gate.seenLeaving(before.ref());
    replica.policyTurn.wake(workloads.get(uid));
  }

  /** The newest, as a watch brings it or an answer. */
  void policy(Workload workload, Revision revision) {
    var known = policies.get(workload);
    if (known != null && known.version() >= revision.version()) return;
    policies.put(workload, revision);
    if (known == null || revision.isMeantOtherwise(known)) replica.policyTurn.wake(workload);
  }

  void vote(Vote vote) {
    var known = votes.get(vote.observer());
    if (known != null && known.vote().sequence() >= vote.sequence()) return;
    votes.put(vote.observer(), new Vote.Cast(vote, replica.now()));
    replica.nodeTurn.voted(known == null ? null : known.vote(), vote);
  }

  void voteGone(String observer) {
    votes.remove(observer);
  }

  void stop(boolean pulled) {
    if (stopped && !pulled) replica.policyTurn.wakeAll();
    stopped = pulled;
  }

  // What it knows

  /** It has each list. */
  boolean synced() {
    return listed.size() == Kind.values().length;
  }

  /** The emergency stop is pulled. */
  boolean isStopped() {
    return stopped;
  }

  /** Those of whose policies pods are to be recovered, as far as it knows. */
  boolean isEnforced(String podUid) {
    var workload = workloads.get(podUid);
    return workload != null && isEnforced(policies.get(workload));
  }

  boolean enforcesAny() {
    return policies.values().stream().anyMatch(Sight::isEnforced);
  }

  private static boolean isEnforced(@Nullable Revision policy) {
    return policy != null && policy.known().isEnforced();
  }

  List<NodeSignal> nodes() {
    return List.copyOf(nodes.values());
  }

  Optional<NodeSignal> node(String name) {
    return Optional.ofNullable(nodes.get(name));
  }

  Collection<Vote.Cast> votes() {
    return votes.values();
  }

  Optional<Instant> lastLeaseAt() {
    return Optional.ofNullable(lastLeaseAt);
  }

  List<PodSignal> podsOf(Workload workload) {
    return pods.values().stream().filter(pod -> workloads.get(pod.uid()) == workload).toList();
  }

  Optional<PodSignal> pod(String uid) {
    return Optional.ofNullable(pods.get(uid));
  }

  Collection<PodSignal> pods() {
    return pods.values();
  }

  Optional<Instant> podReadyAt(String node) {
    return pods.values().stream()
        .filter(pod -> pod.isOn(node) && pod.ready())
        .map(PodSignal::readyEdgeAt)
        .max(Comparator.naturalOrder());
  }

  /** Those of whom a pod is there. */
  List<Workload> on(Collection<String> names) {
    return pods.values().stream()
        .filter(pod -> pod.node() != null && names.contains(pod.node()))
        .map(pod -> workloads.get(pod.uid()))
        .distinct()
        .toList();
  }

  Optional<Revision> policy(Workload workload) {
    return Optional.ofNullable(policies.get(workload));
  }
}
