package dev.holdfast.vote;

import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.ProbeRun;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What one observer's probes brought, at one moment.
 *
 * @param runs by the uid of the node or the pod
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

    boolean isIn(String zone) {
      return node.zone().equals(zone);
    }
  }

  List<Target> targets() {
    return nodes.stream().flatMap(this::target).toList();
  }

  private Stream<Target> target(NodeSignal node) {
    var run = runs.get(node.uid());
    return run == null ? Stream.empty() : Stream.of(new Target(node, run));
  }
}
