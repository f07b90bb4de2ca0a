package dev.holdfast.loop;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Which Healthy nodes policies want to keep free of a replacement, by policy uid. */
final class Steering {
  private final Map<String, Set<String>> wanted = new ConcurrentHashMap<>();

  /** True when that changes what the policy wants. */
  boolean want(String policyUid, Set<String> nodes) {
    var before = nodes.isEmpty() ? wanted.remove(policyUid) : wanted.put(policyUid, nodes);
    return !nodes.equals(before == null ? Set.of() : before);
  }

  Set<String> nodes() {
    return wanted.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
  }
}
