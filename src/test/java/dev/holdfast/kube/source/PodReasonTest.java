package dev.holdfast.kube.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of all that a pod says about why it does not run, the most telling is kept. */
class PodReasonTest {
  private final ReadPod read = new ReadPod();

  @ParameterizedTest(name = "init {0}, containers {1} and {2} → {3}")
  @CsvSource(
      nullValues = "-",
      value = {
        "PodInitializing, ContainerCreating, -, ContainerCreating",
        "ImagePullBackOff, PodInitializing, -, ImagePullBackOff",
        "-, ContainerCreating, CrashLoopBackOff, CrashLoopBackOff",
        "-, PodInitializing, -, PodInitializing",
        "-, -, -, -",
      })
  void itWaitsForTheMostTellingReason(
      @Nullable String init, @Nullable String one, @Nullable String other, @Nullable String said) {
    var yaml =
        """
        status:
          initContainerStatuses: [{state: {waiting: {reason: %s}}}]
          containerStatuses: [{state: {waiting: {reason: %s}}}, {state: {waiting: {reason: %s}}}]
        """
            .formatted(init, one, other);
    assertThat(read.first(yaml).waiting()).isEqualTo(said);
  }

  @Test
  void aPodThatFindsNoNodeSaysWhy() {
    var yaml =
        """
        status:
          phase: Pending
          conditions:
          - {type: PodScheduled, status: "False", reason: Unschedulable, message: "0/3 nodes fit"}
        """;
    assertThat(read.first(yaml).reason()).isEqualTo("0/3 nodes fit");
  }

  @Test
  void aFailedPodSaysWhyAndWithWhatMessage() {
    var yaml = "{status: {phase: Failed, reason: Evicted, message: low on memory}}";
    assertThat(read.first(yaml).reason()).isEqualTo("Evicted: low on memory");
    assertThat(read.first("{status: {phase: Failed}}").reason()).isNull();
  }

  @Test
  void anEndlessReasonIsCut() {
    var yaml = "{status: {phase: Failed, message: %s}}".formatted("x".repeat(5000));
    assertThat(read.first(yaml).reason()).hasSizeLessThan(500);
  }
}
