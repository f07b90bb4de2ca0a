package dev.holdfast.kube.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.signal.ConditionSignal;
import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.TaintSignal;
import io.fabric8.kubernetes.api.model.Node;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeReaderTest {
  private static final Instant T0 = Instant.parse("2030-01-01T00:00:00Z");
  private static final Instant T1 = T0.plusSeconds(10);

  private final NodeReader reader = new NodeReader();

  private NodeSignal read(String yaml, @Nullable NodeSignal before, Instant now) {
    return reader.read(Recorded.yaml(yaml, Node.class), before, now);
  }

  private static String node(String uid, String ready, String reason) {
    return """
    metadata: {name: n1, uid: %s}
    status:
      conditions:
      - {type: Ready, status: "%s", reason: %s, lastHeartbeatTime: "2029-01-01T00:00:00Z"}
    """
        .formatted(uid, ready, reason);
  }

  @Test
  void aRecordedNodeIsReadWhole() {
    var node = read(Recorded.NODE, null, T0);

    assertThat(node.name()).isEqualTo("n1");
    assertThat(node.labels()).containsEntry("type", "kwok");
    assertThat(node.annotations()).isEmpty();
    assertThat(node.saysReady()).isTrue();
    assertThat(node.conditions()).hasSize(5);
    assertThat(node.allocatable().milli())
        .isEqualTo(Map.of("cpu", 4000L, "memory", 8L * 1024 * 1024 * 1024 * 1000, "pods", 50_000L));
    assertThat(node.seenAt()).isEqualTo(T0);
    assertThat(node.leaseStamp()).isNull();
    assertThat(node.leaseRenewedAt()).isEqualTo(T0);
  }

  @Test
  void taintsCordonBootAndOurAnnotationsAreKept() {
    var node =
        read(
            """
            metadata:
              annotations: {holdfast.dev/marked: m, holdfast.dev/confirmed-dead: b, other: x}
            spec:
              unschedulable: true
              taints: [{key: k, value: v, effect: NoExecute}, {key: l, effect: NoSchedule}]
            status: {nodeInfo: {bootID: boot}}
            """,
            null,
            T0);

    assertThat(node.annotations())
        .isEqualTo(Map.of("holdfast.dev/marked", "m", "holdfast.dev/confirmed-dead", "b"));
    assertThat(node.unschedulable()).isTrue();
    assertThat(node.taints())
        .containsExactly(
            new TaintSignal("k", "v", "NoExecute"), new TaintSignal("l", "", "NoSchedule"));
    assertThat(node.bootId()).isEqualTo("boot");
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          addresses: [{type: Hostname, address: n}, {type: InternalIP, address: 10.0.0.7}], daemonEndpoints: {kubeletEndpoint: {Port: 10250}} | 10.0.0.7:10250
          addresses: [{type: InternalIP, address: 10.0.0.7}, {type: InternalIP, address: "fd00::7"}], daemonEndpoints: {kubeletEndpoint: {Port: 1}} | 10.0.0.7:1
          addresses: [{type: ExternalIP, address: 1.2.3.4}], daemonEndpoints: {kubeletEndpoint: {Port: 10250}} | none
          addresses: [{type: InternalIP, address: 10.0.0.7}] | none
          daemonEndpoints: {kubeletEndpoint: {Port: 10250}} | none
          """)
  void theKubeletIsWhereTheNodesStatusSays(String status, String endpoint) {
    var kubelet = read("status: {" + status + "}", null, T0).kubelet();
    assertThat(kubelet == null ? "none" : kubelet.address() + ":" + kubelet.port())
        .isEqualTo(endpoint);
  }

  @Test
  void aConditionStandsSinceItsStatusWasSeenFirst() {
    var before = read(node("u", "False", "a"), null, T0);
    var same = read(node("u", "False", "b"), before, T1);
    var other = read(node("u", "Unknown", "b"), before, T1);

    assertThat(same.conditions().get("Ready"))
        .isEqualTo(new ConditionSignal("Ready", "False", "b", T0));
    assertThat(other.conditions().get("Ready"))
        .isEqualTo(new ConditionSignal("Ready", "Unknown", "b", T1));
  }

  /** API servers bound no reason, and it goes into statuses. */
  @Test
  void ofAConditionsReasonNoMoreIsKeptThanPeopleRead() {
    var talkative = read(node("u", "False", "x".repeat(1_000_000)), null, T0);
    assertThat(talkative.conditions().get("Ready"))
        .isEqualTo(new ConditionSignal("Ready", "False", "x".repeat(199) + "…", T0));
  }

  @Test
  void aHeartbeatIsNoChange() {
    var before = read(node("u", "True", "a"), null, T0);
    var heartbeat = node("u", "True", "a").replace("2029", "2031");
    assertThat(read(heartbeat, before, T1)).isEqualTo(before);
  }

  @Test
  void aNamesakeInheritsNothing() {
    var before = read(node("u", "False", "a"), null, T0).withLease("stamp", T0);
    var after = read(node("other", "False", "a"), before, T1);

    assertThat(after.seenAt()).isEqualTo(T1);
    assertThat(after.leaseStamp()).isNull();
    assertThat(after.leaseRenewedAt()).isEqualTo(T1);
    assertThat(after.conditions().get("Ready"))
        .isEqualTo(new ConditionSignal("Ready", "False", "a", T1));
  }

  @ParameterizedTest(name = "given at {0} by the keeper of the annotation {1}: old {2}")
  @CsvSource({
    "11:59:59, holdfast.dev/confirmed-dead, true",
    "12:00:00, holdfast.dev/confirmed-dead, false",
    "12:00:01, holdfast.dev/confirmed-dead, false",
    "12:00:01, another, true",
  })
  void aConfirmationIsOldIfItWasGivenBeforeReadyLastChanged(
      String at, String field, boolean isOld) {
    var yaml =
        """
        metadata:
          name: n1
          annotations: {holdfast.dev/confirmed-dead: b}
          managedFields:
          - {manager: kubectl, time: "2029-01-01T%sZ", fieldsV1: {"f:metadata": {"f:annotations": {"f:%s": {}}}}}
          - {manager: other, time: "2029-02-01T00:00:00Z", fieldsV1: {"f:metadata": {"f:labels": {}}}}
          - {manager: odd, time: "2029-02-01T00:00:00Z"}
        status:
          conditions:
          - {type: Ready, status: Unknown, lastTransitionTime: "2029-01-01T12:00:00Z"}
        """
            .formatted(at, field);
    assertThat(read(yaml, null, T0).wordIsOld()).isEqualTo(isOld);
  }

  @Test
  void aNodeWithoutAConfirmationHasNoOldOne() {
    assertThat(read(node("u", "Unknown", "x"), null, T0).wordIsOld()).isFalse();
  }
}
