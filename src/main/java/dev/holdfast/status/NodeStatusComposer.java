package dev.holdfast.status;

import dev.holdfast.api.NodePolicyStatus;
import dev.holdfast.api.NodePolicyStatus.DetectionStatus;
import dev.holdfast.api.NodePolicyStatus.GuardStatus;
import dev.holdfast.api.NodePolicyStatus.Unwell;
import dev.holdfast.health.Fleet;
import dev.holdfast.health.Loss;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.health.NodePolicy;
import dev.holdfast.health.Verdict;
import dev.holdfast.ledger.Detections;
import dev.holdfast.ledger.DetectionsCodec;
import dev.holdfast.signal.NodeWarning;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes what administrators read of a node policy: the fleet in, a whole status out. */
public final class NodeStatusComposer {
  /** More unwell nodes than this are an outage that no list helps with; it bounds the object. */
  static final int LISTED = 100;

  private static final double HALF = 0.5;
  private static final double MOST = 0.99;
  private static final double MILLIS = 1000.0;

  private NodeStatusComposer() {}

  /**
   * A whole status.
   *
   * @param before what was written last, by this leader or another one
   * @param losses that this replica saw
   * @param warnings that Events gave of nodes lately
   */
  public static NodePolicyStatus compose(
      @Nullable NodePolicyStatus before,
      NodePolicy policy,
      long generation,
      Fleet fleet,
      List<Loss> losses,
      List<NodeWarning> warnings,
      Instant now) {
    var selected =
        fleet.nodes().values().stream().filter(node -> policy.selects(node.node())).toList();
    var detections = detections(before).plus(of(selected, losses), now);
    return new NodePolicyStatus(
        generation,
        selected.size(),
        count(selected, Verdict.Healthy.class),
        count(selected, Verdict.Suspect.class),
        count(selected, Verdict.Impaired.class),
        count(selected, Verdict.KubeletDown.class),
        count(selected, Verdict.Unreachable.class),
        count(selected, Verdict.Lost.class),
        count(selected, Verdict.Dead.class),
        unwell(selected),
        WarningComposer.warnings(selected, warnings),
        guards(policy, fleet),
        ObserverComposer.voting(fleet.observers()),
        ObserverComposer.observers(fleet.observers()),
        List.of(),
        detection(detections),
        detections.entries().isEmpty() ? null : DetectionsCodec.write(detections));
  }

  /** What nobody can read is begun anew: it decides nothing. */
  private static Detections detections(@Nullable NodePolicyStatus before) {
    var written = before == null ? null : before.losses();
    if (written == null) return Detections.NONE;
    try {
      return DetectionsCodec.read(written);
    } catch (IllegalArgumentException unreadable) {
      return Detections.NONE;
    }
  }

  private static List<Loss> of(List<NodeHealth> nodes, List<Loss> losses) {
    var names = nodes.stream().map(node -> node.node().name()).collect(Collectors.toSet());
    return losses.stream().filter(loss -> names.contains(loss.node())).toList();
  }

  private static int count(List<NodeHealth> nodes, Class<? extends Verdict> verdict) {
    return (int) nodes.stream().map(NodeHealth::verdict).filter(verdict::isInstance).count();
  }

  private static @Nullable DetectionStatus detection(Detections detections) {
    var half = detections.quantile(HALF);
    var most = detections.quantile(MOST);
    return half.isEmpty() || most.isEmpty()
        ? null
        : new DetectionStatus(
            detections.entries().size(), seconds(half.get()), seconds(most.get()));
  }

  private static double seconds(Duration time) {
    return time.toMillis() / MILLIS;
  }

  private static List<Unwell> unwell(List<NodeHealth> nodes) {
    return nodes.stream()
        .filter(node -> !node.isHealthy() || node.marked())
        .sorted(Comparator.comparing(node -> node.node().name()))
        .limit(LISTED)
        .map(
            node ->
                new Unwell(
                    node.node().name(),
                    node.verdict().name(),
                    node.verdict().cause(),
                    node.verdict().since().truncatedTo(ChronoUnit.SECONDS).toString(),
                    node.marked()))
        .toList();
  }

  private static List<GuardStatus> guards(NodePolicy policy, Fleet fleet) {
    return fleet.guards().stream()
        .filter(guard -> guard.scope().isEmpty() || guard.scope().equals(policy.name()))
        .map(guard -> new GuardStatus(guard.name(), guard.message()))
        .toList();
  }
}
