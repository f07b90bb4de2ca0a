package dev.holdfast.kube.source;

import dev.holdfast.signal.OwnerRef;
import dev.holdfast.signal.OwnerSignal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The controllers that are followed, and what is known of each. Pods may name any number of owners:
 * of each namespace only so many are followed, and none is crowded out by those of another.
 */
final class FollowedOwners {
  /** Of one namespace: more than anybody has workloads there. */
  static final int MOST = 200;

  private final Map<String, Map<OwnerRef, Followed>> byNamespace = new HashMap<>();

  record OwnerKey(String namespace, OwnerRef ref) {}

  /**
   * One of them.
   *
   * @param owner absent while it is not known
   * @param askedAt when somebody asked for it last, in nanoseconds
   */
  record Followed(@Nullable OwnerSignal owner, long askedAt) {
    Followed askedAgain(long now) {
      return new Followed(owner, now);
    }
  }

  /** Whether it is followed from now on, and was not before. */
  synchronized boolean ask(OwnerKey key, long now) {
    var owners = byNamespace.computeIfAbsent(key.namespace(), n -> new HashMap<>());
    var before = owners.get(key.ref());
    if (before == null && owners.size() >= MOST) return false;
    owners.put(key.ref(), before == null ? new Followed(null, now) : before.askedAgain(now));
    return before == null;
  }

  synchronized Optional<OwnerSignal> find(OwnerKey key) {
    return Optional.ofNullable(of(key.namespace()).get(key.ref())).map(Followed::owner);
  }

  /** Of one that is followed still; returns what was known of it. */
  synchronized Optional<Followed> learn(OwnerKey key, @Nullable OwnerSignal owner) {
    var owners = of(key.namespace());
    var before = owners.get(key.ref());
    if (before == null) return Optional.empty();
    owners.put(key.ref(), new Followed(owner, before.askedAt()));
    return Optional.of(before);
  }

  private Map<OwnerRef, Followed> of(String namespace) {
    return byNamespace.getOrDefault(namespace, Map.of());
  }

  /** Those that nobody asked for since then, in nanoseconds. */
  synchronized void forget(long since) {
    byNamespace.values().forEach(owners -> owners.values().removeIf(f -> f.askedAt() - since < 0));
    byNamespace.values().removeIf(Map::isEmpty);
  }

  synchronized List<OwnerKey> all() {
    return byNamespace.entrySet().stream()
        .flatMap(e -> e.getValue().keySet().stream().map(ref -> new OwnerKey(e.getKey(), ref)))
        .toList();
  }
}
