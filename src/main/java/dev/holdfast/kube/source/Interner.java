package dev.holdfast.kube.source;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives equal values one instance, for as long as somebody holds it: thousands of pods share their
 * template's labels, shape and owner.
 */
final class Interner {
  private final Map<Object, WeakReference<Object>> known = new WeakHashMap<>();

  /** The instance to keep; values must be immutable. */
  @SuppressWarnings("unchecked") // equal values of one class: the map holds what was put under it
  synchronized <T> T same(T value) {
    var reference = known.get(value);
    var instance = reference == null ? null : reference.get();
    if (instance != null && instance.getClass() == value.getClass()) return (T) instance;
    known.put(value, new WeakReference<>(value));
    return value;
  }

  <T> @Nullable T sameOrNull(@Nullable T value) {
    return value == null ? null : same(value);
  }

  synchronized int size() {
    return known.size();
  }
}
