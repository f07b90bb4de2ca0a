package dev.holdfast.plan;

import dev.holdfast.health.Hold;
import dev.holdfast.signal.PodSignal;
import java.util.Optional;

/** No act of ours takes a workload below its own minAvailable, nor one of another policy. */
public record AvailabilityFloor(PolicyView view, Standing standing) {

  public Optional<Hold> refuse(PodSignal pod) {
    if (!Standing.isAvailable(pod, view)) return Optional.empty();
    return refuse(view.policy().name(), standing.ready(), standing.minAvailable())
        .or(() -> refusePeers(pod));
  }

  private Optional<Hold> refusePeers(PodSignal pod) {
    return view.peers().stream()
        .filter(peer -> peer.pods().contains(pod.uid()))
        .map(peer -> refuse(peer.policy().name(), peer.ready(), peer.minAvailable()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Hold> refuse(String policy, int ready, int minAvailable) {
    return ready - 1 >= minAvailable
        ? Optional.empty()
        : Optional.of(
            new Hold(
                "MinAvailable",
                "%d pods of policy %s are ready and %d must stay so"
                    .formatted(ready, policy, minAvailable),
                "more pods become ready, or minAvailable is lowered"));
  }
}
