package dev.holdfast.kube.source;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records by namespace and name, for kinds that need no other way in. */
class KeyedRecords<R> implements RecordStore<R> {
  private final Map<String, R> records = new ConcurrentHashMap<>();

  private static String key(String namespace, String name) {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }

  @Override
  public @Nullable R get(String namespace, String name) {
    return records.get(key(namespace, name));
  }

  @Override
  public void put(String namespace, String name, R record) {
    records.put(key(namespace, name), record);
  }

  @Override
  public void remove(String namespace, String name) {
    records.remove(key(namespace, name));
  }

  @Override
  public Stream<String> keys() {
    return records.keySet().stream();
  }

  @Override
  public int size() {
    return records.size();
  }
}
