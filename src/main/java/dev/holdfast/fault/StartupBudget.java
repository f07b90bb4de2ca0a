package dev.holdfast.fault;

import dev.holdfast.signal.OwnerSignal;
import dev.holdfast.signal.PodSignal;
import java.time.Duration;
import java.util.Optional;

/** How long a pod's start may take: as its policy, startup probe or rollout says. */
final class StartupBudget {
  /** Where none of them says anything: as long as a rollout may take by default. */
  static final Duration DEFAULT = Duration.ofMinutes(10);

  private StartupBudget() {}

  static Duration of(PodSignal pod, FaultView view) {
    var written = view.detection().startupFor();
    if (written != null) return written.value();
    if (pod.shape().startupBudget() != null) return pod.shape().startupBudget();
    return Optional.ofNullable(Owners.top(pod, view.owners()))
        .map(OwnerSignal::progressDeadline)
        .orElse(DEFAULT);
  }
}
