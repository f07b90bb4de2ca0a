package dev.holdfast.kube.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How an API object becomes a record. Total: objects with anything missing are read as well. */
@FunctionalInterface
public interface Reading<T, R> {
  /**
   * Reads an object.
   *
   * @param before the record kept under the same name, maybe of an object with another uid
   * @param now arrival time, by our own steady clock
   */
  R read(T object, @Nullable R before, Instant now);
}
