package dev.holdfast.kube.source;

import dev.holdfast.signal.PodSignal;
import dev.holdfast.signal.Resources;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Running sums of what the pods of each node request. Guarded by its owner's lock. */
final class NodeLoads {
  private final Map<String, Resources> sums = new HashMap<>();

  Resources of(String node) {
    return sums.getOrDefault(node, Resources.NONE);
  }

  void move(@Nullable PodSignal before, @Nullable PodSignal after) {
    if (same(before, after)) return;
    if (after != null) add(after);
    if (before != null) subtract(before);
  }

  private void add(PodSignal pod) {
    if (pod.node() != null && counts(pod)) change(pod.node(), of(pod.node()).plus(requests(pod)));
  }

  private void subtract(PodSignal pod) {
    if (pod.node() != null && counts(pod)) change(pod.node(), of(pod.node()).minus(requests(pod)));
  }

  private static boolean same(@Nullable PodSignal before, @Nullable PodSignal after) {
    return before != null
        && after != null
        && counts(before) == counts(after)
        && Objects.equals(before.node(), after.node())
        && before.shape().requests().equals(after.shape().requests());
  }

  /** The scheduler sets nothing aside for pods that have ended. */
  private static boolean counts(PodSignal pod) {
    return !pod.phase().isTerminal();
  }

  private static Resources requests(PodSignal pod) {
    return pod.shape().requests();
  }

  private void change(String node, Resources sum) {
    if (sum.milli().values().stream().allMatch(amount -> amount == 0)) sums.remove(node);
    else sums.put(node, sum);
  }
}
