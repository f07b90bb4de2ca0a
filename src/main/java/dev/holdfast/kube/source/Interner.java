package dev.holdfast.kube.source;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives equal values one instance, for as long as somebody holds it: thousands of pods share their
 * template's labels, shape and owner. Text goes to the JVM's own pool, which costs no heap.
 */
final class Interner {
  private final Map<Object, WeakReference<Object>> known = new WeakHashMap<>();

  /** The instance to keep; values must be immutable, and no text. */
  @SuppressWarnings("unchecked") // equal values of one class: the map holds what was put under it
  synchronized <T> T same(T value) {
    var reference = known.get(value);
    var instance = reference == null ? null : reference.get();
    if (instance != null && instance.getClass() == value.getClass()) return (T) instance;
    known.put(value, new WeakReference<>(value));
    return value;
  }

  @Nullable String textOrNull(@Nullable String value) {
    return value == null ? null : text(value);
  }

  String text(@Nullable String value) {
    return Given.text(value).intern();
  }

  Map<String, String> map(@Nullable Map<String, String> values) {
    var shared = new HashMap<String, String>();
    Given.map(values).forEach((name, value) -> shared.put(text(name), text(value)));
    return same(Map.copyOf(shared));
  }

  synchronized int size() {
    return known.size();
  }
}
