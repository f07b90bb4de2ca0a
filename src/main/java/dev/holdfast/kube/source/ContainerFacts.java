package dev.holdfast.kube.source;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateRunning;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a pod's container statuses say together, init containers included.
 *
 * @param newestStart when the container that started last did so, by the kubelet's clock; the epoch
 *     when none did
 * @param waiting the most telling reason why one of them waits
 */
record ContainerFacts(int restarts, Instant newestStart, @Nullable String waiting) {

  static ContainerFacts of(PodStatus status) {
    return new ContainerFacts(
        all(status).mapToInt(c -> Given.number(c.getRestartCount(), 0)).sum(),
        all(status)
            .flatMap(ContainerFacts::starts)
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH),
        waiting(status));
  }

  private static Stream<ContainerStatus> all(PodStatus status) {
    return Stream.concat(
        Given.each(status.getInitContainerStatuses()), Given.each(status.getContainerStatuses()));
  }

  private static Stream<Instant> starts(ContainerStatus container) {
    return Stream.of(container.getState(), container.getLastState())
        .filter(Objects::nonNull)
        .flatMap(ContainerFacts::startsOf)
        .map(ServerTime::of);
  }

  private static Stream<String> startsOf(ContainerState state) {
    return Stream.concat(
        Optional.ofNullable(state.getRunning()).map(ContainerStateRunning::getStartedAt).stream(),
        Optional.ofNullable(state.getTerminated())
            .map(ContainerStateTerminated::getStartedAt)
            .stream());
  }

  private static @Nullable String waiting(PodStatus status) {
    return all(status)
        .map(ContainerStatus::getState)
        .filter(Objects::nonNull)
        .map(ContainerState::getWaiting)
        .filter(Objects::nonNull)
        .map(ContainerStateWaiting::getReason)
        .filter(Objects::nonNull)
        .min(Comparator.comparingInt(ContainerFacts::dullness))
        .orElse(null);
  }

  /** Containers that merely wait their turn say nothing about the one that keeps them waiting. */
  private static int dullness(String reason) {
    return switch (reason) {
      case "PodInitializing" -> 2;
      case "ContainerCreating" -> 1;
      default -> 0;
    };
  }
}
