package dev.holdfast.kube.source;

import static dev.holdfast.kube.source.ReadPod.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.signal.OwnerRef;
import dev.holdfast.signal.PodPhase;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a policy goes by is read from a pod, and nothing is read into it. */
class PodReaderTest {
  private final ReadPod read = new ReadPod();

  @Test
  void aRecordedPodIsReadWhole() {
    var pod = read.first(Recorded.POD);

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
    assertThat(read.first("status: {podIP: 10.1.2.3}").address()).isEqualTo("10.1.2.3");
    assertThat(read.first("status: {phase: Pending}").address()).isNull();
  }

  @Test
  void anEmptyPodIsReadAsNothingKnown() {
    var pod = new PodReader().read(new Pod(), null, T0);
    assertThat(pod.name()).isEmpty();
    assertThat(pod.phase()).isEqualTo(PodPhase.UNKNOWN);
    assertThat(pod.ready()).isFalse();
    assertThat(pod.everReady()).isFalse();
  }

  @Test
  void aVetoCountsEvenWithoutAReason() {
    assertThat(read.first("{metadata: {annotations: {holdfast.dev/hold: \"\"}}}").hold()).isEmpty();
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
    assertThat(read.first(yaml).owner()).isEqualTo(new OwnerRef("v1", "Node", "n1", "2"));
    assertThat(read.first("{metadata: {name: a}}").owner()).isNull();
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
    assertThat(read.first(yaml).claims()).isEqualTo(List.of("block-0", "data-0"));
  }
}
