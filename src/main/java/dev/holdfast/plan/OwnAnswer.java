package dev.holdfast.plan;

import dev.holdfast.health.Hold;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.health.Verdict;
import dev.holdfast.signal.PodSignal;
import dev.holdfast.signal.ProbeRun;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What this replica's own probe says against a step, right before it. Votes may be seconds old, and
 * their stream may have died; an answer that we have ourselves is neither.
 */
public final class OwnAnswer {
  private OwnAnswer() {}

  /**
   * Why the step must not be done now: the pod's node has answered us since observers are said to
   * miss it. Empty where no observer has a part in the verdict.
   *
   * @param runs our own probes, by the node's uid
   */
  public static Optional<Hold> objection(
      PolicyView seen, PodSignal pod, Function<String, @Nullable ProbeRun> runs) {
    return seen.fleet()
        .node(String.valueOf(pod.node()))
        .filter(node -> isByProbes(node.verdictFor(pod)))
        .filter(node -> hasAnswered(node, runs.apply(node.node().uid())))
        .map(
            node ->
                new Hold(
                    "NodeAnswered",
                    "node %s answers this replica".formatted(node.node().name()),
                    "decided afresh at the next look"));
  }

  private static boolean isByProbes(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Healthy h -> false;
      case Verdict.Suspect s -> false;
      case Verdict.Impaired i -> false;
      case Verdict.KubeletDown k -> false;
      case Verdict.Unreachable u -> true;
      case Verdict.Lost l -> l.isByProbes();
      case Verdict.Dead d -> true;
    };
  }

  private static boolean hasAnswered(NodeHealth node, @Nullable ProbeRun run) {
    return run != null && run.answeredAfter(node.verdict().since());
  }
}
