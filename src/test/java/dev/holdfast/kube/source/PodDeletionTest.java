package dev.holdfast.kube.source;

import static dev.holdfast.kube.source.ReadPod.T1;
import static dev.holdfast.kube.source.ReadPod.T2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.signal.Deleting;
import dev.holdfast.signal.PodSignal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A pod that terminates is given the time that it was promised. */
class PodDeletionTest {
  private final ReadPod read = new ReadPod();

  @Test
  void deletionIsDatedByItsArrivalAndKeepsThatDate() {
    var terminating =
        """
        {metadata: {name: a, uid: u, deletionTimestamp: "2031-01-01T00:00:00Z",
                    deletionGracePeriodSeconds: %d}}
        """;
    var before = read.first("{metadata: {name: a, uid: u}}");
    var asked = read.next(before, terminating.formatted(45), T1);
    var hurried = read.next(asked, terminating.formatted(5), T2);

    assertThat(asked.deleting()).isEqualTo(new Deleting(T1, Duration.ofSeconds(45)));
    assertThat(hurried.deleting()).isEqualTo(new Deleting(T1, Duration.ofSeconds(5)));
  }

  @Test
  void theGraceOfADeletionFallsBackToThePodsThenToKubernetes() {
    var pods = "{metadata: {deletionTimestamp: x}, spec: {terminationGracePeriodSeconds: 7}}";
    assertThat(grace(read.first(pods))).isEqualTo(Duration.ofSeconds(7));
    assertThat(grace(read.first("{metadata: {deletionTimestamp: x}}")))
        .isEqualTo(Duration.ofSeconds(30));
  }

  private static @Nullable Duration grace(PodSignal pod) {
    return pod.deleting() == null ? null : pod.deleting().grace();
  }
}
