package dev.holdfast.health;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets no more nodes be acted on at once than the limit. It counts durable marks, so a new leader
 * inherits it, and it clears itself when nodes are well. A zone that went as a whole counts once.
 */
public record Brake(NodeGroup group, Set<String> lostZones) {
  /** That a well node is steered around never keeps one that is down from being acted on. */
  public boolean admits(NodeGroup.Judged candidate, Set<String> markedNow) {
    var units =
        unitsOf(
            group.nodes().stream()
                .filter(NodeGroup.Judged::isActedOn)
                .filter(other -> !(candidate.isDown() && isOnlySteeredAround(other)))
                .toList());
    units.addAll(
        unitsOf(group.nodes().stream().filter(j -> markedNow.contains(j.node().name())).toList()));
    units.add(unit(candidate));
    return units.size() <= group.limit();
  }

  private static boolean isOnlySteeredAround(NodeGroup.Judged judged) {
    return judged.isSteeredAround() && judged.verdict() instanceof Verdict.Healthy;
  }

  private Set<String> unitsOf(List<NodeGroup.Judged> nodes) {
    return nodes.stream().map(this::unit).collect(Collectors.toSet());
  }

  private String unit(NodeGroup.Judged judged) {
    var zone = judged.node().zone();
    return lostZones.contains(zone) ? "zone " + zone : "node " + judged.node().name();
  }
}
