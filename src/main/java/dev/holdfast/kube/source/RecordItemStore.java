package dev.holdfast.kube.source;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.time.Instant;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands where an informer would keep its objects: reads each into a record on arrival, keeps only
 * that, and tells of it if it differs. What the informer asks back is a husk, a name without
 * content.
 */
final class RecordItemStore<T extends HasMetadata, R> implements ItemStore<T> {
  private static final Logger log = LoggerFactory.getLogger(RecordItemStore.class);

  private final Supplier<T> husk;
  private final Reading<T, R> reading;
  private final RecordStore<R> store;
  private final Supplier<Instant> clock;
  private final BiConsumer<@Nullable R, @Nullable R> changed;
  private boolean closed;

  /**
   * @param husk makes an empty object of the kind
   * @param changed hears of the records before and after; one that throws is logged and hears of
   *     the next change all the same
   */
  RecordItemStore(
      Supplier<T> husk,
      Reading<T, R> reading,
      RecordStore<R> store,
      Supplier<Instant> clock,
      BiConsumer<@Nullable R, @Nullable R> changed) {
    this.husk = husk;
    this.reading = reading;
    this.store = store;
    this.clock = clock;
    this.changed = changed;
  }

  @Override
  public String getKey(T object) {
    return Cache.metaNamespaceKeyFunc(object);
  }

  @Override
  public synchronized @Nullable T put(String key, T object) {
    if (closed) return null;
    var name = Name.of(key);
    var before = store.get(name.namespace(), name.name());
    accept(key, name, before, object);
    return before == null ? null : husk(key);
  }

  /** One object that cannot be read must not stop the watch of all the others. */
  private void accept(String key, Name name, @Nullable R before, T object) {
    try {
      var after = reading.read(object, before, clock.get());
      if (Objects.equals(before, after)) return;
      store.put(name.namespace(), name.name(), after);
      tell(key, before, after);
    } catch (RuntimeException e) {
      log.error("{} {} could not be read: its last record stays", object.getKind(), key, e);
    }
  }

  @Override
  public synchronized @Nullable T remove(String key) {
    if (closed) return null;
    var name = Name.of(key);
    var before = store.get(name.namespace(), name.name());
    if (before == null) return null;
    store.remove(name.namespace(), name.name());
    tell(key, before, null);
    return husk(key);
  }

  /** From now on nothing that still arrives changes the records. */
  synchronized void close() {
    closed = true;
  }

  private void tell(String key, @Nullable R before, @Nullable R after) {
    try {
      changed.accept(before, after);
    } catch (RuntimeException e) {
      log.error("somebody who was told of a change of {} failed", key, e);
    }
  }

  @Override
  public @Nullable T get(String key) {
    var name = Name.of(key);
    return store.get(name.namespace(), name.name()) == null ? null : husk(key);
  }

  private T husk(String key) {
    var name = Name.of(key);
    var object = husk.get();
    object.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(name.namespace().isEmpty() ? null : name.namespace())
            .withName(name.name())
            .build());
    return object;
  }

  @Override
  public Stream<String> keySet() {
    return store.keys();
  }

  @Override
  public Stream<T> values() {
    return store.keys().map(this::husk);
  }

  @Override
  public int size() {
    return store.size();
  }

  /** Husks are no state: the informer then speaks of each object as it arrives. */
  @Override
  public boolean isFullState() {
    return false;
  }

  private record Name(String namespace, String name) {
    static Name of(String key) {
      int slash = key.indexOf('/');
      return slash < 0
          ? new Name("", key)
          : new Name(key.substring(0, slash), key.substring(slash + 1));
    }
  }
}
