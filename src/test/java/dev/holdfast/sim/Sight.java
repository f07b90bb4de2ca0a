package dev.holdfast.sim;

import dev.holdfast.signal.ConditionSignal;
import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.PodSignal;
import dev.holdfast.signal.Vote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one replica has seen of the cluster so far, as its stores would have it. */
final class Sight {
  private final Replica replica;
  private final Map<String, NodeSignal> nodes = new LinkedHashMap<>();
  private final Map<String, PodSignal> pods = new LinkedHashMap<>();
  private final Map<String, Workload> workloads = new HashMap<>();
  private final Map<String, Vote.Cast> votes = new LinkedHashMap<>();
  private final Map<Workload, Api.Written> memories = new HashMap<>();
  private @Nullable Instant lastLeaseAt;
  private boolean synced;

  Sight(Replica replica) {
    this.replica = replica;
  }

  // Arrivals

  /** A list: what is not in it is gone. */
  void become(Listing all) {
    all.nodes().forEach(this::node);
    var there = new HashSet<String>();
    all.pods().forEach(pod -> there.add(pod.uid()));
    new ArrayList<>(pods.keySet()).stream().filter(uid -> !there.contains(uid)).forEach(this::gone);
    all.pods().forEach(this::pod);
    all.memories().forEach(this::memory);
    votes.keySet().retainAll(all.votes().stream().map(Vote::observer).toList());
    all.votes().forEach(this::vote);
    synced = true;
    replica.nodeTurn.poke();
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
    if (before != null && before.readiness().equals(server.readiness())) return before.conditions();
    var ready = new ConditionSignal(NodeSignal.READY, server.readiness(), "", now);
    return Map.of(NodeSignal.READY, ready);
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

  void memory(Workload workload, Api.Written written) {
    var known = memories.get(workload);
    if (known != null && known.version() >= written.version()) return;
    memories.put(workload, written);
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

  // What it knows

  boolean synced() {
    return synced;
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

  Api.Written memory(Workload workload) {
    return memories.getOrDefault(workload, Api.NOTHING);
  }
}
