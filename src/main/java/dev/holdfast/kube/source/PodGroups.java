package dev.holdfast.kube.source;

import dev.holdfast.signal.PodSignal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pods under the name of a node; four bytes a pod. Guarded by its owner's lock. */
final class PodGroups {
  private final Map<String, ArrayList<PodSignal>> groups = new HashMap<>();

  List<PodSignal> of(String name) {
    return List.copyOf(groups.getOrDefault(name, new ArrayList<>()));
  }

  /** Puts {@code after} where {@code before} was; either may be absent, or belong nowhere. */
  void move(
      @Nullable PodSignal before,
      @Nullable String from,
      @Nullable PodSignal after,
      @Nullable String to) {
    if (before != null && from != null) {
      if (after != null && from.equals(to)) {
        replace(before, after, from);
        return;
      }
      remove(before, from);
    }
    if (after != null && to != null) groups.computeIfAbsent(to, n -> new ArrayList<>(4)).add(after);
  }

  private void replace(PodSignal before, PodSignal after, String name) {
    var pods = groups.getOrDefault(name, new ArrayList<>());
    pods.set(indexOf(before, pods), after);
  }

  private void remove(PodSignal before, String name) {
    var pods = groups.getOrDefault(name, new ArrayList<>());
    pods.remove(indexOf(before, pods));
    if (pods.isEmpty()) groups.remove(name);
  }

  /** The very instance: comparing contents would cost more and mean the same. */
  @SuppressWarnings("ReferenceEquality")
  private static int indexOf(PodSignal pod, List<PodSignal> pods) {
    for (int i = 0; i < pods.size(); i++) if (pods.get(i) == pod) return i;
    throw new IllegalStateException("pod " + pod.ref() + " is in one index and not in the other");
  }
}
