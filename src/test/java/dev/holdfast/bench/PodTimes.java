package dev.holdfast.bench;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stamps, on this process's monotonic clock, when pods are first seen and when they are first seen
 * ready, as the watch brings it.
 */
final class PodTimes implements AutoCloseable, ResourceEventHandler<Pod> {
  private final SharedIndexInformer<Pod> informer;
  private final Set<String> known = new HashSet<>();
  private final Set<String> ready = new HashSet<>();
  private final Map<String, List<Long>> createdByApp = new HashMap<>();
  private final Map<String, List<Long>> readyByApp = new HashMap<>();

  PodTimes(KubernetesClient client) {
    this.informer = client.pods().inNamespace(Arena.NAMESPACE).inform(this);
  }

  @Override
  public void onAdd(Pod pod) {
    see(pod, System.nanoTime());
  }

  @Override
  public void onUpdate(Pod before, Pod now) {
    see(now, System.nanoTime());
  }

  @Override
  public void onDelete(Pod pod, boolean unknown) {}

  private synchronized void see(Pod pod, long at) {
    var app = pod.getMetadata().getLabels().getOrDefault("app", "");
    var uid = pod.getMetadata().getUid();
    if (known.add(uid)) {
      createdByApp.computeIfAbsent(app, a -> new ArrayList<>()).add(at);
    }
    if (isReady(pod) && ready.add(uid)) {
      readyByApp.computeIfAbsent(app, a -> new ArrayList<>()).add(at);
    }
  }

  private static boolean isReady(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  /**
   * {@link System#nanoTime} when pod number {@code n} of the app was first seen, counted from 0.
   */
  synchronized Optional<Long> created(String app, int n) {
    return nth(createdByApp, app, n);
  }

  /** {@link System#nanoTime} when the app's pod number {@code n} was first seen ready. */
  synchronized Optional<Long> ready(String app, int n) {
    return nth(readyByApp, app, n);
  }

  synchronized int createdCount(String app) {
    return createdByApp.getOrDefault(app, List.of()).size();
  }

  private static Optional<Long> nth(Map<String, List<Long>> times, String app, int n) {
    var list = times.getOrDefault(app, List.of());
    return list.size() > n ? Optional.of(list.get(n)) : Optional.empty();
  }

  @Override
  public void close() {
    informer.close();
  }
}
