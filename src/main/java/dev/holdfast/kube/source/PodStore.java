package dev.holdfast.kube.source;

import dev.holdfast.signal.PodRef;
import dev.holdfast.signal.PodSignal;
import dev.holdfast.signal.Resources;
import dev.holdfast.signal.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All pods, by namespace and by node; safe to read from any thread. Each answer is a list that does
 * not change any more.
 */
public final class PodStore {
  private static final NamedPods NONE = new NamedPods();

  private final Map<String, NamedPods> byNamespace = new HashMap<>();
  private final PodGroups byNode = new PodGroups();
  private final NodeLoads loads = new NodeLoads();
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private int size;

  /** The pod of that name, whatever its uid. */
  public Optional<PodSignal> find(String namespace, String name) {
    return Optional.ofNullable(reading(() -> get(namespace, name)));
  }

  /** That very pod; empty when it is gone, or when another has its name. */
  public Optional<PodSignal> find(PodRef ref) {
    return find(ref.namespace(), ref.name()).filter(pod -> pod.uid().equals(ref.uid()));
  }

  public List<PodSignal> selected(String namespace, Selector selector) {
    return reading(
        () -> in(namespace).all().stream().filter(p -> selector.matches(p.labels())).toList());
  }

  public List<PodSignal> onNode(String node) {
    return reading(() -> byNode.of(node));
  }

  /** What the scheduler has set aside on a node: the requests of its pods that have not ended. */
  public Resources requestedOn(String node) {
    return reading(() -> loads.of(node));
  }

  public int size() {
    return reading(() -> size);
  }

  RecordStore<PodSignal> records() {
    return new Records();
  }

  private <T extends @Nullable Object> T reading(Supplier<T> answer) {
    lock.readLock().lock();
    try {
      return answer.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  private void changing(Runnable change) {
    lock.writeLock().lock();
    try {
      change.run();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private NamedPods in(String namespace) {
    return byNamespace.getOrDefault(namespace, NONE);
  }

  private @Nullable PodSignal get(String namespace, String name) {
    return in(namespace).get(name);
  }

  private void replace(@Nullable PodSignal before, @Nullable PodSignal after) {
    byNode.move(before, nodeOf(before), after, nodeOf(after));
    loads.move(before, after);
    if (before == null) size++;
    if (after == null) size--;
  }

  private void put(String namespace, PodSignal pod) {
    replace(byNamespace.computeIfAbsent(namespace, n -> new NamedPods()).put(pod), pod);
  }

  private void remove(String namespace, String name) {
    var pods = in(namespace);
    var before = pods.remove(name);
    if (before != null) replace(before, null);
    if (pods.isEmpty()) byNamespace.remove(namespace);
  }

  private static @Nullable String nodeOf(@Nullable PodSignal pod) {
    return pod == null ? null : pod.node();
  }

  private final class Records implements RecordStore<PodSignal> {
    @Override
    public @Nullable PodSignal get(String namespace, String name) {
      return reading(() -> PodStore.this.get(namespace, name));
    }

    @Override
    public void put(String namespace, String name, PodSignal pod) {
      changing(() -> PodStore.this.put(namespace, pod));
    }

    @Override
    public void remove(String namespace, String name) {
      changing(() -> PodStore.this.remove(namespace, name));
    }

    @Override
    public Stream<String> keys() {
      return reading(PodStore.this::keyList).stream();
    }

    @Override
    public int size() {
      return PodStore.this.size();
    }
  }

  private List<String> keyList() {
    var keys = new ArrayList<String>(size);
    byNamespace.forEach((ns, pods) -> pods.all().forEach(pod -> keys.add(ns + "/" + pod.name())));
    return keys;
  }
}
