package dev.holdfast.kube.source;

import dev.holdfast.signal.PodSignal;
import dev.holdfast.signal.Selector;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which policies select a pod; asks those of its namespace only. Safe to use from any thread. */
public final class PolicyIndex {
  private volatile Map<String, List<Entry>> byNamespace = Map.of();

  /** A policy, as far as selecting goes; {@code createdAt} tells which of several is the oldest. */
  public record Entry(
      String namespace, String name, String uid, Instant createdAt, Selector selector, String mode) {
    boolean selects(@Nullable PodSignal pod) {
      return pod != null && selector.matches(pod.labels());
    }
  }

  /** Replaces what was known. */
  public void replace(List<Entry> policies) {
    byNamespace = policies.stream().collect(Collectors.groupingBy(Entry::namespace));
  }

  public List<Entry> selecting(PodSignal pod) {
    return in(pod.namespace()).filter(policy -> policy.selects(pod)).toList();
  }

  /** Policies to wake for a change: those that the pod belonged to and those that it belongs to. */
  public List<Entry> touchedBy(@Nullable PodSignal before, @Nullable PodSignal after) {
    var pod = after == null ? before : after;
    if (pod == null) return List.of();
    return in(pod.namespace()).filter(p -> p.selects(before) || p.selects(after)).toList();
  }

  private Stream<Entry> in(String namespace) {
    return byNamespace.getOrDefault(namespace, List.of()).stream();
  }
}
