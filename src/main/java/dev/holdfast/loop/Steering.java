package dev.holdfast.loop;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Which Healthy nodes policies want to keep free of a replacement, by policy uid. */
final class Steering {
  private final Map<String, Set<String>> wanted = new ConcurrentHashMap<>();

  /** True when that changes what the policy wants. */
  boolean want(String policyUid, Set<String> nodes) {
    var before = nodes.isEmpty() ? wanted.remove(policyUid) : wanted.put(policyUid, nodes);
    return !nodes.equals(before == null ? Set.of() : before);
  }

  /**
   * @param inForce uids of the policies that may move anything; of others no wish is left, however
   *     they went
   */
  Set<String> nodes(Supplier<Set<String>> inForce) {
    if (wanted.isEmpty()) return Set.of();
    wanted.keySet().retainAll(inForce.get());
    return wanted.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
  }
}
