package dev.holdfast.kube.source;

import dev.holdfast.signal.PodSignal;
import dev.holdfast.signal.Resources;
import java.util.HashMap;
import java.util.Map;

/** Running sums of what the pods of each node request. Guarded by its owner's lock. */
final class NodeLoads {
  private final Map<String, Map<String, Long>> sums = new HashMap<>();

  Resources of(String node) {
    return new Resources(sums.getOrDefault(node, Map.of()));
  }

  void add(PodSignal pod) {
    change(pod, 1);
  }

  void remove(PodSignal pod) {
    change(pod, -1);
  }

  private void change(PodSignal pod, int sign) {
    if (pod.node() == null || pod.phase().isTerminal()) return;
    var sum = sums.computeIfAbsent(pod.node(), n -> new HashMap<>());
    pod.shape()
        .requests()
        .milli()
        .forEach((name, amount) -> sum.merge(name, sign * amount, Long::sum));
    sum.values().removeIf(amount -> amount == 0);
    if (sum.isEmpty()) sums.remove(pod.node());
  }
}
