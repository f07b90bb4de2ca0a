package dev.holdfast.plan;

import dev.holdfast.fault.Owners;
import dev.holdfast.signal.PodSignal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * When the newest pod of each workload was created, by the API server's clock: no older one can be
 * a replacement that is made from now on.
 */
final class Births {
  private final PolicyView view;
  private final Map<String, Instant> newest = new HashMap<>();

  Births(PolicyView view) {
    this.view = view;
    for (var pod : view.pods()) {
      newest.merge(workload(pod), pod.createdAt(), (a, b) -> a.isAfter(b) ? a : b);
    }
  }

  Instant newestBeside(PodSignal pod) {
    return newest.getOrDefault(workload(pod), pod.createdAt());
  }

  private String workload(PodSignal pod) {
    return Owners.workload(pod, view.owners(), "").uid();
  }
}
