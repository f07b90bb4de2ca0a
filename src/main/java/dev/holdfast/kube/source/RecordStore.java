package dev.holdfast.kube.source;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where one kind's informer keeps its records. Changed by that informer only, one change at a time;
 * read by everybody at any time.
 */
interface RecordStore<R> {
  @Nullable R get(String namespace, String name);

  void put(String namespace, String name, R record);

  void remove(String namespace, String name);

  /** {@code namespace/name} of each record, {@code name} for what has no namespace. */
  Stream<String> keys();

  int size();
}
