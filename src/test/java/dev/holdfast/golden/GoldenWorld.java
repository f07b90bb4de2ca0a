package dev.holdfast.golden;

import dev.holdfast.health.Crowds;
import dev.holdfast.health.FleetMemory;
import dev.holdfast.health.FleetMemory.LastMark;
import dev.holdfast.health.Losses;
import dev.holdfast.health.NodeMemory;
import dev.holdfast.health.NodePolicy;
import dev.holdfast.health.Watch;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.plan.PolicyView.PolicyKey;
import dev.holdfast.signal.ClaimSignal;
import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.OwnerSignal;
import dev.holdfast.signal.PodSignal;
import dev.holdfast.signal.Vote.Cast;
import dev.holdfast.status.MemoryCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that the two loops know at one instant.
 *
 * @param memories by policy name
 */
record GoldenWorld(
    Instant now,
    List<NodeSignal> nodes,
    List<NodePolicy> nodePolicies,
    List<KnownPolicy> policies,
    List<PodSignal> pods,
    List<OwnerSignal> owners,
    List<ClaimSignal> claims,
    List<Cast> votes,
    FleetMemory fleetMemory,
    Map<String, PolicyMemory> memories,
    Set<String> leaving,
    Set<String> steer,
    GoldenCase.Circumstances circumstances) {
  private static final String NOON = "2026-01-01T12:00:00Z";
  private static final Duration POLICY_AGE = Duration.ofDays(30);

  static GoldenWorld of(GoldenCase c) {
    var ago = new Ago(Instant.parse(c.now() == null ? NOON : c.now()));
    var around = c.circumstances() == null ? GoldenCase.Circumstances.CALM : c.circumstances();
    var owners = new LinkedHashMap<String, GoldenCase.Owner>();
    each(c.owners()).forEach(owner -> owners.put(owner.name(), owner));
    var pods = new GoldenPods(ago, owners);
    var leaving = each(around.leaving()).map(name -> "uid-" + name).collect(Collectors.toSet());
    return new GoldenWorld(
        ago.now(),
        nodes(c, (node, name) -> new GoldenNodes(ago).signal(node, name)),
        each(c.nodePolicies()).map(p -> new NodePolicy(p.name(), p.spec())).toList(),
        c.policies().stream().map(policy -> policy(policy, ago)).toList(),
        each(c.pods())
            .flatMap(pod -> names(pod.name(), pod.count()).map(n -> pods.signal(pod, n)))
            .toList(),
        pods.known().toList(),
        each(c.claims())
            .map(claim -> new ClaimSignal(GoldenPods.NAMESPACE, claim.name(), claim.onePodOnly()))
            .toList(),
        each(c.observers()).map(new GoldenObservers(ago)::cast).toList(),
        fleetMemory(c, around, ago),
        memories(c),
        leaving,
        each(around.steer()).collect(Collectors.toSet()),
        around);
  }

  private static KnownPolicy policy(GoldenCase.Policy p, Ago ago) {
    var key =
        new PolicyKey(namespace(p), p.name(), "uid-" + p.name(), ago.of(p.age(), POLICY_AGE), 1);
    return new KnownPolicy(key, p.spec(), p.spec().selector().toSelector(), p.hold());
  }

  private static String namespace(GoldenCase.Policy p) {
    return p.namespace() == null ? GoldenPods.NAMESPACE : p.namespace();
  }

  private static Map<String, PolicyMemory> memories(GoldenCase c) {
    return c.policies().stream()
        .collect(
            Collectors.toMap(
                GoldenCase.Policy::name, p -> MemoryCodec.read(p.memory(), namespace(p))));
  }

  private static FleetMemory fleetMemory(GoldenCase c, GoldenCase.Circumstances around, Ago ago) {
    var memories = new HashMap<String, NodeMemory>();
    nodes(c, (node, name) -> memories.put(name, new GoldenNodes(ago).memory(node, name)));
    var zones = new HashMap<String, Instant>();
    if (around.zonesLost() != null) {
      around.zonesLost().forEach((zone, age) -> zones.put(zone, ago.of(age, Duration.ZERO)));
    }
    var marked = around.lastMark();
    return new FleetMemory(
        memories,
        zones,
        marked == null ? null : new LastMark(marked.node(), ago.of(marked.at(), Duration.ZERO)),
        Watch.NEVER,
        crowds(around, ago),
        Losses.NONE);
  }

  private static Crowds crowds(GoldenCase.Circumstances around, Ago ago) {
    var crowd = around.crowd();
    if (crowd == null) return Crowds.NONE;
    var seen = Map.of("", ago.of(crowd, Duration.ZERO));
    return new Crowds(seen, seen);
  }

  private interface MakeNode<T> {
    T make(GoldenCase.Node node, String name);
  }

  private static <T> List<T> nodes(GoldenCase c, MakeNode<T> make) {
    var made = new ArrayList<T>();
    each(c.nodes())
        .forEach(
            node -> names(node.name(), node.count()).forEach(n -> made.add(make.make(node, n))));
    return made;
  }

  private static Stream<String> names(String name, @Nullable Integer count) {
    return count == null
        ? Stream.of(name)
        : IntStream.rangeClosed(1, count).mapToObj(i -> name + i);
  }

  private static <T> Stream<T> each(@Nullable List<T> written) {
    return written == null ? Stream.of() : written.stream();
  }

  /** The same facts, told in another order. */
  GoldenWorld shuffled(Random random) {
    return new GoldenWorld(
        now,
        shuffled(nodes, random),
        shuffled(nodePolicies, random),
        shuffled(policies, random),
        shuffled(pods, random),
        shuffled(owners, random),
        shuffled(claims, random),
        shuffled(votes, random),
        fleetMemory,
        memories,
        leaving,
        steer,
        circumstances);
  }

  private static <T> List<T> shuffled(List<T> list, Random random) {
    var copy = new ArrayList<>(list);
    Collections.shuffle(copy, random);
    return copy;
  }

  /** The same cluster, remembered otherwise, with more pods known to be leaving. */
  GoldenWorld remembering(
      FleetMemory fleet, Map<String, PolicyMemory> policyMemories, Set<String> moreLeaving) {
    var all = Stream.concat(leaving.stream(), moreLeaving.stream()).collect(Collectors.toSet());
    return new GoldenWorld(
        now,
        nodes,
        nodePolicies,
        policies,
        pods,
        owners,
        claims,
        votes,
        fleet,
        policyMemories,
        all,
        steer,
        circumstances);
  }

  /** The same cluster with other nodes and another wish to steer. */
  GoldenWorld with(List<NodeSignal> newNodes, Set<String> newSteer) {
    return new GoldenWorld(
        now,
        newNodes,
        nodePolicies,
        policies,
        pods,
        owners,
        claims,
        votes,
        fleetMemory,
        memories,
        leaving,
        newSteer,
        circumstances);
  }
}
