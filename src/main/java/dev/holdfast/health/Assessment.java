package dev.holdfast.health;

import dev.holdfast.health.Fleet.Guard;
import dev.holdfast.health.NodeGroup.Judged;
import dev.holdfast.signal.NodeSignal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All nodes judged at one instant, with the guards that hold.
 *
 * @param zonesLostSince zones that are down as a whole, by node policy and zone
 * @param silentPods uids of pods from which a quorum of observers gets nothing back
 * @param observers what became of their votes
 * @param crowds where too many are silent at once, or were a moment ago
 */
public record Assessment(
    List<Judged> nodes,
    List<NodeGroup> groups,
    List<Guard> guards,
    Map<String, Instant> zonesLostSince,
    Map<String, List<NodeGroup>> groupsByNode,
    Set<String> silentPods,
    List<Observation> observers,
    Crowds crowds) {

  public static Assessment of(FleetMemory memory, NodeView view, Instant now) {
    var quorum = Quorum.of(view.votes(), view.evidenceSince(), now);
    var groups = new LinkedHashMap<NodePolicy, List<Judged>>();
    var nodes = view.nodes().stream().map(node -> judge(memory, view, quorum, node, now)).toList();
    for (var judged : nodes) {
      for (var policy : judged.rules().policies()) {
        groups.computeIfAbsent(policy, p -> new ArrayList<>()).add(judged);
      }
    }
    var list =
        groups.entrySet().stream().map(e -> new NodeGroup(e.getKey(), e.getValue())).toList();
    return new Assessment(
        nodes,
        list,
        Guards.holding(view, list, now),
        zones(memory, list, now),
        groupsByNode(list),
        quorum.silentPods(),
        Electorate.observations(view.votes(), view.evidenceSince(), now),
        memory.crowds().next(list, now));
  }

  private static Map<String, List<NodeGroup>> groupsByNode(List<NodeGroup> groups) {
    var byNode = new HashMap<String, List<NodeGroup>>();
    for (var group : groups) {
      for (var judged : group.nodes()) {
        byNode.computeIfAbsent(judged.node().name(), name -> new ArrayList<>()).add(group);
      }
    }
    return byNode;
  }

  private static Judged judge(
      FleetMemory memory, NodeView view, Quorum quorum, NodeSignal node, Instant now) {
    var known = memory.nodes().getOrDefault(node.name(), NodeMemory.fresh(node, now));
    var rules = NodeRules.forNode(node, view.policies());
    var evidence = evidence(view, quorum.reach(node, rules.quorum()), node);
    var probed = new ProbeJudge(node, rules, evidence, now);
    return new Judged(
        node,
        rules,
        NodeJudge.judge(known, node, rules, evidence, now),
        probed.lastSign(),
        evidence.reach() instanceof Reach.Missed missed && missed.isSilent(),
        probed.isSettled(),
        probed.lives());
  }

  /** Only where the kubelet is missed does it matter what its pods say. */
  private static Evidence evidence(NodeView view, Reach reach, NodeSignal node) {
    var podReadyAt =
        reach instanceof Reach.Missed ? view.podReadyAt().apply(node.name()).orElse(null) : null;
    return new Evidence(view.evidenceSince(), reach, podReadyAt);
  }

  private static Map<String, Instant> zones(
      FleetMemory memory, List<NodeGroup> groups, Instant now) {
    var since = new HashMap<String, Instant>();
    for (var group : groups) {
      for (var zone : group.lostZones()) {
        var key = zoneKey(group, zone);
        since.put(key, memory.zonesLostSince().getOrDefault(key, now));
      }
      group
          .zonesWithDownNodes()
          .map(zone -> zoneKey(group, zone))
          .filter(memory.zonesLostSince()::containsKey)
          .forEach(key -> since.put(key, memory.zonesLostSince().getOrDefault(key, now)));
    }
    return since;
  }

  private static String zoneKey(NodeGroup group, String zone) {
    return group.policy().name() + "/" + zone;
  }

  public Stream<NodeGroup> groupsOf(Judged judged) {
    return groupsByNode.getOrDefault(judged.node().name(), List.of()).stream();
  }

  /** A guard of the whole cluster, or of a group that the node is in. */
  public Optional<Guard> guardOn(Judged judged) {
    return guards.stream()
        .filter(
            guard ->
                Guards.isOfWholeCluster(guard) || groupsOf(judged).anyMatch(g -> isOf(guard, g)))
        .findFirst();
  }

  private static boolean isOf(Guard guard, NodeGroup group) {
    return guard.name().equals(Guards.MAJORITY_SILENT)
        && guard.scope().equals(group.policy().name());
  }

  /** Since when the node's whole zone is down; empty when it is not. */
  public Optional<Instant> zoneLostSince(Judged judged) {
    if (zonesLostSince.isEmpty()) return Optional.empty();
    return groupsOf(judged)
        .map(group -> zonesLostSince.get(zoneKey(group, judged.node().zone())))
        .filter(Objects::nonNull)
        .min(Instant::compareTo);
  }

  /**
   * uids of pods that are lost with an Unreachable node. Where more nodes are silent at once than
   * may be acted on, that is rather our own way to them.
   */
  public Set<String> silentPodsOn(Judged judged) {
    boolean sure =
        judged.verdict() instanceof Verdict.Unreachable
            && judged.settled()
            && groupsOf(judged).noneMatch(crowds::isManyIn);
    return sure ? silentPods : Set.of();
  }

  /** Why not even traffic leaves a node whose kubelet the observers get nothing back from. */
  public Optional<Hold> crowdAround(Judged judged) {
    if (!isMissedOnly(judged.verdict())) return Optional.empty();
    return groupsOf(judged)
        .filter(crowds::isThirdOf)
        .findFirst()
        .map(group -> manySilent(group.silentToQuorum(), group.nodes().size()));
  }

  /** By observers; what leases say besides is another matter. */
  private static boolean isMissedOnly(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Healthy h -> false;
      case Verdict.Suspect s -> false;
      case Verdict.Impaired i -> false;
      case Verdict.KubeletDown k -> true;
      case Verdict.Unreachable u -> true;
      case Verdict.Lost l -> false;
      case Verdict.Dead d -> false;
    };
  }

  private static Hold manySilent(long silent, int all) {
    return new Hold(
        "ManySilent",
        "%d of %d nodes are silent to the observers at once: more likely their way to them"
            .formatted(silent, all),
        "observers reach them, or their leases are silent too");
  }

  public Brake brake(NodeGroup group) {
    return new Brake(
        group,
        group.nodes().stream()
            .map(j -> j.node().zone())
            .filter(zone -> zonesLostSince.containsKey(zoneKey(group, zone)))
            .collect(Collectors.toSet()));
  }
}
