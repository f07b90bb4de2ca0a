package dev.holdfast.kube.source;

import dev.holdfast.health.Hold;
import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.plan.PolicyView.PolicyKey;
import dev.holdfast.signal.PodSignal;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All policies, by namespace; safe to read from any thread. Of each namespace the oldest count, up
 * to a limit: each pod is held against each of them, and who may write policies shall not decide
 * how much of our time that takes.
 */
public final class PolicyStore {
  /** Policies of one namespace that count: more than anybody has workloads there. */
  static final int COUNTED = 200;

  private static final Namespace NONE = new Namespace();

  private final Map<String, Namespace> byNamespace = new ConcurrentHashMap<>();

  /** One namespace's policies; changed by one thread, and never without those that it has. */
  private static final class Namespace {
    private final Map<String, KnownPolicy> byName = new ConcurrentHashMap<>();
    private final NavigableMap<PolicyKey, KnownPolicy> byAge = new ConcurrentSkipListMap<>();

    void put(String name, KnownPolicy policy) {
      var before = byName.put(name, policy);
      byAge.put(policy.key(), policy);
      boolean reborn = before != null && before.key().compareTo(policy.key()) != 0;
      if (reborn) byAge.remove(before.key());
    }

    boolean remove(String name) {
      var before = byName.remove(name);
      if (before != null) byAge.remove(before.key());
      return byName.isEmpty();
    }

    Stream<KnownPolicy> counted() {
      return byAge.values().stream().limit(COUNTED);
    }
  }

  public Optional<KnownPolicy> find(String namespace, String name) {
    return Optional.ofNullable(in(namespace).byName.get(name));
  }

  /** Those that count. */
  public List<KnownPolicy> inNamespace(String namespace) {
    return in(namespace).counted().toList();
  }

  /** All, those included that do not count. */
  public Stream<KnownPolicy> all() {
    return byNamespace.values().stream().flatMap(policies -> policies.byName.values().stream());
  }

  /** Those of all namespaces that count, the oldest of each first. */
  public Stream<KnownPolicy> counted() {
    return byNamespace.values().stream().flatMap(Namespace::counted);
  }

  /** Those that count and select the pod. */
  public Stream<KnownPolicy> selecting(PodSignal pod) {
    return in(pod.namespace()).counted().filter(policy -> policy.selects(pod));
  }

  /** Why a policy does not count; empty when it does. */
  public Optional<Hold> refuse(KnownPolicy policy) {
    var policies = in(policy.key().namespace());
    if (policies.byName.size() <= COUNTED) return Optional.empty();
    return policies.counted().anyMatch(p -> p.key().uid().equals(policy.key().uid()))
        ? Optional.empty()
        : Optional.of(
            new Hold(
                "TooManyPolicies",
                "namespace %s has more than %d policies, of which the oldest count"
                    .formatted(policy.key().namespace(), COUNTED),
                "older policies are deleted"));
  }

  private Namespace in(String namespace) {
    return byNamespace.getOrDefault(namespace, NONE);
  }

  RecordStore<KnownPolicy> records() {
    return new Records();
  }

  private final class Records implements RecordStore<KnownPolicy> {
    @Override
    public @Nullable KnownPolicy get(String namespace, String name) {
      return in(namespace).byName.get(name);
    }

    @Override
    public void put(String namespace, String name, KnownPolicy policy) {
      byNamespace.computeIfAbsent(namespace, n -> new Namespace()).put(name, policy);
    }

    @Override
    public void remove(String namespace, String name) {
      byNamespace.computeIfPresent(
          namespace, (n, policies) -> policies.remove(name) ? null : policies);
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
