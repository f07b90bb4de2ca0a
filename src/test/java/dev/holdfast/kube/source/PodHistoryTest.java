package dev.holdfast.kube.source;

import static dev.holdfast.kube.source.ReadPod.EARLY;
import static dev.holdfast.kube.source.ReadPod.LATE;
import static dev.holdfast.kube.source.ReadPod.T0;
import static dev.holdfast.kube.source.ReadPod.T1;
import static dev.holdfast.kube.source.ReadPod.T2;
import static dev.holdfast.kube.source.ReadPod.version;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happened to a pod is dated by its arrival, and the next version goes on from there. */
class PodHistoryTest {
  private final ReadPod read = new ReadPod();

  @Test
  void theSamePodReadAgainIsTheSameRecord() {
    var before = read.first(Recorded.POD);
    assertThat(read.next(before, Recorded.POD, T1)).isEqualTo(before);
  }

  @Test
  void podsOfOneTemplateShareWhatTheyHaveInCommon() {
    var one = read.first(Recorded.POD);
    var other = read.first(Recorded.POD.replace(one.uid(), "another-uid"));

    assertThat(other.uid()).isNotEqualTo(one.uid());
    assertThat(other.labels()).isSameAs(one.labels());
    assertThat(other.shape()).isSameAs(one.shape());
    assertThat(other.owner()).isSameAs(one.owner());
    assertThat(other.node()).isSameAs(one.node());
  }

  /** Without a record of it, the server's own times must tell whether a pod has ever been ready. */
  @ParameterizedTest(name = "ready {0}, containers started {1} → ever ready {2}")
  @CsvSource({
    "True, 2030-01-01T00:01:00Z, true",
    "False, 2030-01-01T00:00:00Z, true",
    "False, 2030-01-01T00:00:30Z, false",
    "False, 2030-01-01T00:01:00Z, false",
    "False, nonsense, false",
  })
  void onFirstSightItHasBeenReadyIfReadinessChangedAfterTheStart(
      String ready, String started, boolean everReady) {
    assertThat(read.first(version("u", ready, 0, started)).everReady()).isEqualTo(everReady);
  }

  @Test
  void readinessIsDatedByItsLastChange() {
    var before = read.first(version("u", "True", 0, LATE));
    var still = read.next(before, version("u", "True", 0, LATE), T1);
    var lost = read.next(still, version("u", "False", 0, LATE), T2);

    assertThat(still.readyEdgeAt()).isEqualTo(T0);
    assertThat(lost.readyEdgeAt()).isEqualTo(T2);
    assertThat(lost.everReady()).isTrue();
    assertThat(lost.seenAt()).isEqualTo(T0);
  }

  @Test
  void aRestartIsCountedAndStartsThePodAnew() {
    var before = read.first(version("u", "True", 1, EARLY));
    var after = read.next(before, version("u", "False", 3, LATE), T1);

    assertThat(after.history().at()).containsExactly(T1, T1);
    assertThat(after.startedAt()).isEqualTo(T1);
    assertThat(after.everReady()).isFalse();
    assertThat(after.restarts()).isEqualTo(3);
  }

  @Test
  void restartsFromBeforeThePodWasSeenAreNoHistory() {
    assertThat(read.first(version("u", "True", 7, EARLY)).history().at()).isEmpty();
  }

  @Test
  void aRestartCountThatFallsIsNoRestart() {
    var before = read.first(version("u", "True", 3, EARLY));
    assertThat(read.next(before, version("u", "True", 0, EARLY), T1).history().at()).isEmpty();
  }

  @Test
  void theFirstStartOfItsContainersIsItsStart() {
    var pending = read.first("{metadata: {name: a, uid: u}, status: {phase: Pending}}");
    assertThat(read.next(pending, version("u", "False", 0, LATE), T1).startedAt()).isEqualTo(T1);
  }

  @Test
  void aNamesakeInheritsNothing() {
    var before = read.first(version("u", "True", 3, EARLY));
    var after = read.next(before, version("other", "False", 5, LATE), T1);

    assertThat(after.uid()).isEqualTo("other");
    assertThat(after.seenAt()).isEqualTo(T1);
    assertThat(after.everReady()).isFalse();
    assertThat(after.history().at()).isEmpty();
  }
}
