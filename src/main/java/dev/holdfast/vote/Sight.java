package dev.holdfast.vote;

import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.ProbeRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What one observer's probes brought, at one moment.
 *
 * @param runs by the uid of the node or the pod; a map that may still change is copied
 * @param nodes all that the cluster has
 * @param podsOn uids of the pods on a node, by the node's name
 */
public record Sight(
    Map<String, ProbeRun> runs, List<NodeSignal> nodes, Function<String, List<String>> podsOn) {
  public Sight {
    runs = Map.copyOf(runs);
    nodes = List.copyOf(nodes);
  }

  /** A node that is probed. */
  record Target(NodeSignal node, ProbeRun run) {
    boolean isReached() {
      return !run.answer().isMiss();
    }

    /** Only of such a node a miss says something. */
    boolean everAnswered() {
      return run.answeredAt() != null;
    }
  }

  /** A loop, since it runs ten times a second over all nodes. */
  List<Target> targets() {
    var targets = new ArrayList<Target>(nodes.size());
    for (var node : nodes) {
      var run = runs.get(node.uid());
      if (run != null) targets.add(new Target(node, run));
    }
    return targets;
  }
}
