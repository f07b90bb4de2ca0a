package dev.holdfast.loop;

import dev.holdfast.api.HighAvailabilityPolicy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The newest version of each policy that we know: the framework's cache may still show the one
 * before our own last write. A wrong guess costs a lost compare-and-set, never more.
 */
final class Newest {
  private final Map<String, HighAvailabilityPolicy> written = new ConcurrentHashMap<>();

  HighAvailabilityPolicy of(HighAvailabilityPolicy cached) {
    var ours = written.get(cached.getMetadata().getUid());
    return ours != null && version(ours) > version(cached) ? ours : cached;
  }

  void remember(HighAvailabilityPolicy policy) {
    written.put(policy.getMetadata().getUid(), policy);
  }

  void forget(String uid) {
    written.remove(uid);
  }

  private static long version(HighAvailabilityPolicy policy) {
    try {
      return Long.parseLong(policy.getMetadata().getResourceVersion());
    } catch (NumberFormatException opaque) {
      return 0;
    }
  }
}
