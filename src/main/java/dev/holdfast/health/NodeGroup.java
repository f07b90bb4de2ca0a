package dev.holdfast.health;

import dev.holdfast.signal.NodeSignal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The nodes that one node policy selects: the scope of majority, crowds, brake and zones. */
public record NodeGroup(NodePolicy policy, List<Judged> nodes) {
  /** A zone counts as a unit from so many nodes on. */
  static final int ZONE_SIZE = 3;

  /** Elsewhere one node in so many may be down, as on any day, for a lost zone to stand out. */
  static final int FEW = 5;

  /**
   * A node with its verdict.
   *
   * @param rules by which it was judged
   * @param silentToQuorum a quorum of observers gets nothing back from it
   * @param settled no observer gets through, for longer than a short stun
   * @param answers some observer gets answers of it, or of what is there
   */
  public record Judged(
      NodeSignal node,
      NodeRules rules,
      NodeMemory memory,
      LastSign lastSign,
      boolean silentToQuorum,
      boolean settled,
      boolean answers) {
    public Verdict verdict() {
      return memory.verdict();
    }

    /** Nothing is heard of it, and nobody has told us why. */
    public boolean isSilent() {
      return verdict().isSilent() && !(verdict() instanceof Verdict.Dead);
    }

    public boolean isDown() {
      return verdict().isSilent();
    }

    /** However late its lease is, a node that answers has no part in the loss of its zone. */
    boolean isDownToAll() {
      return isDown() && !answers;
    }

    /** Acted on: it bears our mark and is not well again, or is well and being steered around. */
    public boolean isActedOn() {
      return isSteeredAround()
          || NodeHealth.isMarked(node) && !(verdict() instanceof Verdict.Healthy);
    }

    public boolean isSteeredAround() {
      return NodeHealth.isMarked(node) && Mark.of(node).filter(Mark::isSteering).isPresent();
    }
  }

  public NodeGroup {
    nodes = List.copyOf(nodes);
  }

  /**
   * How many nodes may be acted on at once; if more fall silent at once, it is a crowd. At least
   * one, where the limit is a share: small clusters need repair too.
   */
  public int limit() {
    var max = policy.spec().brake().maxUnhealthy();
    int limit = max.roundedDownOf(nodes.size());
    return max.percent() && max.amount() > 0 ? Math.max(1, limit) : limit;
  }

  /** How many nodes a quorum of observers gets nothing back from. */
  long silentToQuorum() {
    return nodes.stream().filter(Judged::silentToQuorum).count();
  }

  /** Zones that are down as a whole while nearly every node elsewhere is heard. */
  public List<String> lostZones() {
    Map<String, List<Judged>> zones =
        nodes.stream().collect(Collectors.groupingBy(j -> j.node().zone()));
    var lost =
        zones.entrySet().stream()
            .filter(z -> !z.getKey().isEmpty() && z.getValue().size() >= ZONE_SIZE)
            .filter(z -> z.getValue().stream().allMatch(Judged::isDownToAll))
            .map(Map.Entry::getKey)
            .toList();
    var others = nodes.stream().filter(j -> !lost.contains(j.node().zone())).toList();
    long down = others.stream().filter(Judged::isDown).count();
    return !others.isEmpty() && down * FEW <= others.size() ? lost : List.of();
  }

  /**
   * A zone that was lost stays so until each of its nodes is heard: its return is one event too.
   */
  Stream<String> zonesWithDownNodes() {
    return nodes.stream().filter(Judged::isDown).map(j -> j.node().zone()).distinct();
  }
}
