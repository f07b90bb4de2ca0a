package dev.holdfast.vote;

import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.ProbeRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * What one observer's probes brought, at one moment.
 *
 * @param runs by the uid of the node or the pod; nobody changes it any more
 * @param nodes all that the cluster has
 * @param podsOn uids of the pods on a node, by the node's name
 * @param failureThreshold how many probes in a row of that uid must bring the same
 */
public record Sight(
    Map<String, ProbeRun> runs,
    List<NodeSignal> nodes,
    Function<String, List<String>> podsOn,
    ToIntFunction<String> failureThreshold) {
  /** Far beyond three probes in a row, whatever each of them brought. */
  private static final Duration LONG = Duration.ofSeconds(10);

  public Sight {
    runs = Collections.unmodifiableMap(runs);
    nodes = List.copyOf(nodes);
  }

  /** A node that is probed. */
  record Target(NodeSignal node, ProbeRun run, int failureThreshold) {
    boolean isMissed() {
      return run.isMissed(failureThreshold);
    }

    /** As many in a row that count, or for long whatever each of them brought: it is named. */
    boolean isNamed(ProbeRun counted, Instant now) {
      return counted.isMissed(failureThreshold) || counted.missingFor(now).compareTo(LONG) >= 0;
    }

    boolean isReached() {
      return !run.answer().isMiss();
    }

    /** Its last answer, where it gave one, is to a question from before that moment. */
    boolean answeredBefore(Instant moment) {
      return run.answeredAt() != null && run.answeredAt().isBefore(moment);
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
      if (run != null) targets.add(new Target(node, run, failureThreshold.applyAsInt(node.uid())));
    }
    return targets;
  }
}
