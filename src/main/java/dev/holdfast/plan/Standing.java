package dev.holdfast.plan;

import dev.holdfast.fault.Owners;
import dev.holdfast.signal.OwnerSignal;
import dev.holdfast.signal.PodSignal;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a policy's workloads stand.
 *
 * @param desired how many pods their controllers want
 * @param ready how many are ready on nodes that answer
 * @param minAvailable how many the policy promises
 */
public record Standing(int desired, int ready, int minAvailable) {

  public static Standing of(PolicyView view) {
    int desired = desired(view);
    int ready = (int) view.pods().stream().filter(pod -> isAvailable(pod, view)).count();
    return new Standing(
        desired, ready, view.spec().objective().minAvailable().roundedUpOf(desired));
  }

  /** Ready, on a node that answers, and not on its way out, by our hand or another's. */
  public static boolean isAvailable(PodSignal pod, PolicyView view) {
    return pod.ready()
        && pod.isActive()
        && !view.leaving().contains(pod.uid())
        && pod.node() != null
        && view.fleet().node(pod.node()).filter(n -> n.verdict().isLive()).isPresent();
  }

  private static int desired(PolicyView view) {
    Set<OwnerSignal> known =
        view.pods().stream()
            .map(pod -> Owners.top(pod, view.owners()))
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    long others =
        view.pods().stream()
            .filter(PodSignal::isActive)
            .filter(pod -> Owners.top(pod, view.owners()) == null)
            .count();
    return (int) (others + known.stream().mapToLong(OwnerSignal::replicas).sum());
  }

  public boolean isMet() {
    return ready >= minAvailable;
  }
}
