package dev.holdfast.kit;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Which pods ran on a host at the moment when it was cut off. */
final class Census {
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final CompletableFuture<Set<RunningPod>> pods;

  private Census(CompletableFuture<Set<RunningPod>> pods) {
    this.pods = pods;
  }

  static Census ofNothing() {
    return new Census(CompletableFuture.completedFuture(Set.of()));
  }

  /** Taken before this returns, or, when the API is away, as soon as it answers again. */
  static Census of(Supplier<List<Pod>> bound) {
    try {
      return new Census(CompletableFuture.completedFuture(running(bound.get())));
    } catch (KubernetesClientException away) {
      var later = new CompletableFuture<Set<RunningPod>>();
      Thread.ofVirtual().start(() -> askUntilAnswered(bound, later));
      return new Census(later);
    }
  }

  /** Waits for the API when the census is not taken yet. */
  Set<RunningPod> pods() {
    return pods.join();
  }

  /** Nothing as long as the census is not taken yet. */
  Set<RunningPod> known() {
    return pods.isCompletedExceptionally() ? Set.of() : pods.getNow(Set.of());
  }

  static Set<RunningPod> running(List<Pod> bound) {
    return bound.stream()
        .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
        .map(RunningPod::of)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static void ask(Supplier<List<Pod>> bound, CompletableFuture<Set<RunningPod>> answer) {
    try {
      answer.complete(running(bound.get()));
    } catch (KubernetesClientException stillAway) {
      return; // and asked again
    }
  }

  private static void askUntilAnswered(
      Supplier<List<Pod>> bound, CompletableFuture<Set<RunningPod>> answer) {
    while (!answer.isDone()) {
      try {
        Thread.sleep(PAUSE);
        ask(bound, answer);
      } catch (InterruptedException | RuntimeException e) {
        answer.completeExceptionally(e);
      }
    }
  }
}
