package dev.holdfast.kube.source;

import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.signal.PodSignal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All policies, by namespace; safe to read from any thread. */
public final class PolicyStore {
  private final Map<String, Map<String, KnownPolicy>> byNamespace = new ConcurrentHashMap<>();

  public Optional<KnownPolicy> find(String namespace, String name) {
    return Optional.ofNullable(in(namespace).get(name));
  }

  public List<KnownPolicy> inNamespace(String namespace) {
    return List.copyOf(in(namespace).values());
  }

  public Stream<KnownPolicy> all() {
    return byNamespace.values().stream().flatMap(policies -> policies.values().stream());
  }

  /** Those that select the pod; asks the policies of its namespace only. */
  public Stream<KnownPolicy> selecting(PodSignal pod) {
    return in(pod.namespace()).values().stream().filter(policy -> policy.selects(pod));
  }

  private Map<String, KnownPolicy> in(String namespace) {
    return byNamespace.getOrDefault(namespace, Map.of());
  }

  RecordStore<KnownPolicy> records() {
    return new Records();
  }

  private final class Records implements RecordStore<KnownPolicy> {
    @Override
    public @Nullable KnownPolicy get(String namespace, String name) {
      return in(namespace).get(name);
    }

    @Override
    public void put(String namespace, String name, KnownPolicy policy) {
      byNamespace.computeIfAbsent(namespace, n -> new ConcurrentHashMap<>()).put(name, policy);
    }

    @Override
    public void remove(String namespace, String name) {
      byNamespace.computeIfPresent(
          namespace,
          (n, policies) -> {
            policies.remove(name);
            return policies.isEmpty() ? null : policies;
          });
    }

    @Override
    public Stream<String> keys() {
      return all().map(policy -> policy.key().toString());
    }

    @Override
    public int size() {
      return (int) all().count();
    }
  }
}
