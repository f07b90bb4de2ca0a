package dev.holdfast.kube.source;

import dev.holdfast.signal.PodSignal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A namespace's pods, sorted by name: a tenth of a hash map's memory. Lists arrive sorted, so
 * filling it is appending. Guarded by its owner's lock.
 */
final class NamedPods {
  private final ArrayList<PodSignal> sorted = new ArrayList<>();

  @Nullable PodSignal get(String name) {
    int place = place(name);
    return place < 0 ? null : sorted.get(place);
  }

  @Nullable PodSignal put(PodSignal pod) {
    int place = place(pod.name());
    if (place >= 0) return sorted.set(place, pod);
    sorted.add(-place - 1, pod);
    return null;
  }

  @Nullable PodSignal remove(String name) {
    int place = place(name);
    return place < 0 ? null : sorted.remove(place);
  }

  List<PodSignal> all() {
    return sorted;
  }

  boolean isEmpty() {
    return sorted.isEmpty();
  }

  /** Where the pod is, or {@code -1 - place} where it would be put. */
  private int place(String name) {
    int low = 0;
    int high = sorted.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = sorted.get(middle).name().compareTo(name);
      if (order == 0) return middle;
      if (order < 0) low = middle + 1;
      else high = middle - 1;
    }
    return -1 - low;
  }
}
