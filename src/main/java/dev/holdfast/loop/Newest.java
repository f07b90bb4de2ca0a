package dev.holdfast.loop;

import dev.holdfast.api.HighAvailabilityPolicy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Versions of policies that are newer than those that the framework's cache still shows, by our own
 * last write. A wrong guess costs a lost compare-and-set, never more.
 */
final class Newest {
  private final Map<String, HighAvailabilityPolicy> written = new ConcurrentHashMap<>();

  HighAvailabilityPolicy of(HighAvailabilityPolicy cached) {
    var ours = written.getOrDefault(uid(cached), cached);
    return isNewer(ours, cached) ? ours : cached;
  }

  /** Nothing is kept where the cache has it too: each policy would be held twice. */
  void remember(HighAvailabilityPolicy policy, HighAvailabilityPolicy cached) {
    if (isNewer(policy, cached)) {
      written.put(uid(policy), policy);
    } else {
      forget(uid(policy));
    }
  }

  void forget(String uid) {
    written.remove(uid);
  }

  int size() {
    return written.size();
  }

  private static boolean isNewer(HighAvailabilityPolicy one, HighAvailabilityPolicy other) {
    return version(one) > version(other);
  }

  private static String uid(HighAvailabilityPolicy policy) {
    return policy.getMetadata().getUid();
  }

  private static long version(HighAvailabilityPolicy policy) {
    try {
      return Long.parseLong(policy.getMetadata().getResourceVersion());
    } catch (NumberFormatException opaque) {
      return 0;
    }
  }
}
