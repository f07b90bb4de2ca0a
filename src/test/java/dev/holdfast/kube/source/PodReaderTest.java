package dev.holdfast.kube.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.signal.Deleting;
import dev.holdfast.signal.OwnerRef;
import dev.holdfast.signal.PodPhase;
import dev.holdfast.signal.PodSignal;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodReaderTest {
  private static final Instant T0 = Instant.parse("2030-01-01T00:00:00Z");
  private static final Instant T1 = T0.plusSeconds(10);
  private static final Instant T2 = T0.plusSeconds(20);

  private final PodReader reader = new PodReader();

  private PodSignal first(String yaml) {
    return reader.read(Recorded.yaml(yaml, Pod.class), null, T0);
  }

  private PodSignal next(PodSignal before, String yaml, Instant now) {
    return reader.read(Recorded.yaml(yaml, Pod.class), before, now);
  }

  /** A pod named a of uid u whose one container has the statuses given. */
  private static String pod(String uid, String phase, String ready, int restarts, String started) {
    return """
    apiVersion: v1
    kind: Pod
    metadata: {name: a, namespace: n, uid: %s}
    status:
      phase: %s
      conditions: [{type: Ready, status: "%s", lastTransitionTime: "2030-01-01T00:00:30Z"}]
      containerStatuses: [{restartCount: %d, state: {running: {startedAt: "%s"}}}]
    """
        .formatted(uid, phase, ready, restarts, started);
  }

  private static final String EARLY = "2030-01-01T00:00:00Z";
  private static final String LATE = "2030-01-01T00:01:00Z";

  @Test
  void aRecordedPodIsReadWhole() {
    var pod = first(Recorded.POD);

    assertThat(pod.namespace()).isEqualTo("shop");
    assertThat(pod.name()).startsWith("checkout-");
    assertThat(pod.uid()).hasSize(36);
    assertThat(pod.labels()).containsEntry("team", "payments").hasSize(5);
    assertThat(pod.node()).isIn("n1", "n2");
    assertThat(pod.owner())
        .extracting(OwnerRef::kind, OwnerRef::apiVersion)
        .containsExactly("ReplicaSet", "apps/v1");
    assertThat(pod.phase()).isEqualTo(PodPhase.RUNNING);
    assertThat(pod.ready()).isTrue();
    assertThat(pod.everReady()).isTrue();
    assertThat(pod.seenAt()).isEqualTo(T0);
    assertThat(pod.readyEdgeAt()).isEqualTo(T0);
    assertThat(pod.startedAt()).isEqualTo(T0);
    assertThat(pod.createdAt()).isEqualTo(Instant.parse("2026-11-24T10:57:54Z"));
    assertThat(pod.shape().requests().milli())
        .isEqualTo(Map.of("cpu", 250L, "memory", 512L * 1024 * 1024 * 1000, "pods", 1000L));
    assertThat(pod.shape().startupBudget()).isEqualTo(Duration.ofMinutes(2));
    assertThat(pod.shape().soloUse()).isEmpty();
    assertThat(pod.shape().unjudged()).isEmpty();
    assertThat(pod.claims()).isEmpty();
    assertThat(pod.deleting()).isNull();
    assertThat(pod.hold()).isNull();
  }

  @Test
  void itsAddressIsAbsentWhileItHasNone() {
    assertThat(first("status: {podIP: 10.1.2.3}").address()).isEqualTo("10.1.2.3");
    assertThat(first("status: {phase: Pending}").address()).isNull();
  }

  @Test
  void theSamePodReadAgainIsTheSameRecord() {
    var before = first(Recorded.POD);
    assertThat(next(before, Recorded.POD, T1)).isEqualTo(before);
  }

  @Test
  void anEmptyPodIsReadAsNothingKnown() {
    var pod = reader.read(new Pod(), null, T0);
    assertThat(pod.name()).isEmpty();
    assertThat(pod.phase()).isEqualTo(PodPhase.UNKNOWN);
    assertThat(pod.ready()).isFalse();
    assertThat(pod.everReady()).isFalse();
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
    assertThat(first(pod("u", "Running", ready, 0, started)).everReady()).isEqualTo(everReady);
  }

  @Test
  void readinessIsDatedByItsLastChange() {
    var before = first(pod("u", "Running", "True", 0, LATE));
    var still = next(before, pod("u", "Running", "True", 0, LATE), T1);
    var lost = next(still, pod("u", "Running", "False", 0, LATE), T2);

    assertThat(still.readyEdgeAt()).isEqualTo(T0);
    assertThat(lost.readyEdgeAt()).isEqualTo(T2);
    assertThat(lost.everReady()).isTrue();
    assertThat(lost.seenAt()).isEqualTo(T0);
  }

  @Test
  void aRestartIsCountedAndStartsThePodAnew() {
    var before = first(pod("u", "Running", "True", 1, EARLY));
    var after = next(before, pod("u", "Running", "False", 3, LATE), T1);

    assertThat(after.history().at()).containsExactly(T1, T1);
    assertThat(after.startedAt()).isEqualTo(T1);
    assertThat(after.everReady()).isFalse();
    assertThat(after.restarts()).isEqualTo(3);
  }

  @Test
  void restartsFromBeforeThePodWasSeenAreNoHistory() {
    assertThat(first(pod("u", "Running", "True", 7, EARLY)).history().at()).isEmpty();
  }

  @Test
  void aRestartCountThatFallsIsNoRestart() {
    var before = first(pod("u", "Running", "True", 3, EARLY));
    assertThat(next(before, pod("u", "Running", "True", 0, EARLY), T1).history().at()).isEmpty();
  }

  @Test
  void theFirstStartOfItsContainersIsItsStart() {
    var pending = first("{metadata: {name: a, uid: u}, status: {phase: Pending}}");
    assertThat(next(pending, pod("u", "Running", "False", 0, LATE), T1).startedAt()).isEqualTo(T1);
  }

  @Test
  void aNamesakeInheritsNothing() {
    var before = first(pod("u", "Running", "True", 3, EARLY));
    var after = next(before, pod("other", "Running", "False", 5, LATE), T1);

    assertThat(after.uid()).isEqualTo("other");
    assertThat(after.seenAt()).isEqualTo(T1);
    assertThat(after.everReady()).isFalse();
    assertThat(after.history().at()).isEmpty();
  }

  @Test
  void deletionIsDatedByItsArrivalAndKeepsThatDate() {
    var terminating =
        """
        {metadata: {name: a, uid: u, deletionTimestamp: "2031-01-01T00:00:00Z",
                    deletionGracePeriodSeconds: %d}}
        """;
    var before = first("{metadata: {name: a, uid: u}}");
    var asked = next(before, terminating.formatted(45), T1);
    var hurried = next(asked, terminating.formatted(5), T2);

    assertThat(asked.deleting()).isEqualTo(new Deleting(T1, Duration.ofSeconds(45)));
    assertThat(hurried.deleting()).isEqualTo(new Deleting(T1, Duration.ofSeconds(5)));
  }

  @Test
  void theGraceOfADeletionFallsBackToThePodsThenToKubernetes() {
    var pods = "{metadata: {deletionTimestamp: x}, spec: {terminationGracePeriodSeconds: 7}}";
    assertThat(grace(first(pods))).isEqualTo(Duration.ofSeconds(7));
    assertThat(grace(first("{metadata: {deletionTimestamp: x}}")))
        .isEqualTo(Duration.ofSeconds(30));
  }

  private static @Nullable Duration grace(PodSignal pod) {
    return pod.deleting() == null ? null : pod.deleting().grace();
  }

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
    assertThat(first(yaml).waiting()).isEqualTo(said);
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
    assertThat(first(yaml).reason()).isEqualTo("0/3 nodes fit");
  }

  @Test
  void aFailedPodSaysWhyAndWithWhatMessage() {
    var yaml = "{status: {phase: Failed, reason: Evicted, message: low on memory}}";
    assertThat(first(yaml).reason()).isEqualTo("Evicted: low on memory");
    assertThat(first("{status: {phase: Failed}}").reason()).isNull();
  }

  @Test
  void anEndlessReasonIsCut() {
    var yaml = "{status: {phase: Failed, message: %s}}".formatted("x".repeat(5000));
    assertThat(first(yaml).reason()).hasSizeLessThan(500);
  }

  @Test
  void aVetoCountsEvenWithoutAReason() {
    assertThat(first("{metadata: {annotations: {holdfast.dev/hold: \"\"}}}").hold()).isEmpty();
  }

  @Test
  void theControllerIsTheOwnerThatSaysSo() {
    var yaml =
        """
        metadata:
          ownerReferences:
          - {apiVersion: v1, kind: ConfigMap, name: c, uid: "1"}
          - {apiVersion: v1, kind: Node, name: n1, uid: "2", controller: true}
        """;
    assertThat(first(yaml).owner()).isEqualTo(new OwnerRef("v1", "Node", "n1", "2"));
    assertThat(first("{metadata: {name: a}}").owner()).isNull();
  }

  @Test
  void onlyClaimsMountedForWritingAreItsClaims() {
    var yaml =
        """
        spec:
          volumes:
          - {name: data, persistentVolumeClaim: {claimName: data-0}}
          - {name: block, persistentVolumeClaim: {claimName: block-0}}
          - {name: shared, persistentVolumeClaim: {claimName: shared, readOnly: true}}
          - {name: pictures, persistentVolumeClaim: {claimName: pictures}}
          - {name: unused, persistentVolumeClaim: {claimName: unused}}
          - {name: own, ephemeral: {}}
          initContainers:
          - {name: i, volumeMounts: [{name: data, mountPath: /d}]}
          containers:
          - name: c
            volumeDevices: [{name: block, devicePath: /dev/b}]
            volumeMounts:
            - {name: shared, mountPath: /s}
            - {name: pictures, mountPath: /p, readOnly: true}
            - {name: own, mountPath: /o}
        """;
    assertThat(first(yaml).claims()).isEqualTo(List.of("block-0", "data-0"));
  }

  @Test
  void podsOfOneTemplateShareWhatTheyHaveInCommon() {
    var one = first(Recorded.POD);
    var other = first(Recorded.POD.replace(one.uid(), "another-uid"));

    assertThat(other.uid()).isNotEqualTo(one.uid());
    assertThat(other.labels()).isSameAs(one.labels());
    assertThat(other.shape()).isSameAs(one.shape());
    assertThat(other.owner()).isSameAs(one.owner());
    assertThat(other.node()).isSameAs(one.node());
  }
}
