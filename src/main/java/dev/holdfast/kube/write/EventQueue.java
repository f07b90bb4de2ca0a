package dev.holdfast.kube.write;

import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait to be posted, of bounded size. Namespaces take turns, and where too many wait
 * the namespace of which most do loses its newest: who causes many costs nobody else any.
 */
final class EventQueue {
  /** Of all namespaces together; more than a cluster of our size causes in a minute. */
  private static final int WAITING = 1000;

  /** In the order of their turns; each has at least one. */
  private final Map<String, Deque<Event>> byNamespace = new LinkedHashMap<>();

  private final Semaphore waiting = new Semaphore(0);
  private int size;

  /**
   * Never waits.
   *
   * @param namespace of whom it is about; empty for nodes
   * @return what had to give way, which may be the event itself
   */
  synchronized Optional<Event> offer(String namespace, Event event) {
    byNamespace.computeIfAbsent(namespace, n -> new ArrayDeque<>()).addLast(event);
    if (++size > WAITING) return Optional.of(giveWay());
    waiting.release();
    return Optional.empty();
  }

  private Event giveWay() {
    var fullest =
        Collections.max(byNamespace.entrySet(), Comparator.comparingInt(e -> e.getValue().size()));
    return taken(fullest.getKey(), fullest.getValue(), fullest.getValue().removeLast());
  }

  /** The next one; absent when none came in that time. */
  @Nullable Event poll(Duration atMost) throws InterruptedException {
    return waiting.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS) ? next() : null;
  }

  private synchronized Event next() {
    var turn = byNamespace.entrySet().iterator().next();
    var namespace = turn.getKey();
    var events = turn.getValue();
    byNamespace.remove(namespace);
    byNamespace.put(namespace, events);
    return taken(namespace, events, events.removeFirst());
  }

  private Event taken(String namespace, Deque<Event> left, Event event) {
    size--;
    if (left.isEmpty()) byNamespace.remove(namespace);
    return event;
  }

  boolean isEmpty() {
    return waiting.availablePermits() == 0;
  }
}
