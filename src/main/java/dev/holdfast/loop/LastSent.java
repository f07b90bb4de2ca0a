package dev.holdfast.loop;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which status was sent last for each object, and in which version the API server took it. Under an
 * older definition it drops fields without a word: compared with what it kept, the same status
 * would be news for ever.
 */
final class LastSent<S> {
  private final Map<String, Sent<S>> byUid = new ConcurrentHashMap<>();

  private record Sent<S>(String version, S status) {}

  /** What the object's status was meant to be; what it is where somebody else wrote it. */
  @Nullable S insteadOf(@Nullable S status, HasMetadata object) {
    var last = byUid.get(object.getMetadata().getUid());
    return last != null && last.version().equals(object.getMetadata().getResourceVersion())
        ? last.status()
        : status;
  }

  /**
   * The status was sent.
   *
   * @param taken the object as the API server answered
   */
  void remember(HasMetadata taken, S status) {
    var meta = taken.getMetadata();
    byUid.put(meta.getUid(), new Sent<>(meta.getResourceVersion(), status));
  }

  void forget(String uid) {
    byUid.remove(uid);
  }
}
