package dev.holdfast.kube.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.api.NodeHealthPolicy;
import dev.holdfast.api.NodePolicySpec;
import dev.holdfast.api.PolicySpec;
import dev.holdfast.api.PolicyStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TolerantReadingTest {
  private final KubernetesSerialization reading = TolerantReading.serialization();

  @Test
  void fieldsOfANewerVersionArePassedOver() {
    var policy =
        read(
            "{mode: Observe, selector: {matchLabels: {a: b}, fuzzy: true}, later: {x: [1]}}",
            "{faults: 2, later: {x: 1}}");
    assertThat(policy.getSpec().mode()).isEqualTo(PolicySpec.Mode.Observe);
    assertThat(policy.getSpec().selector().matchLabels()).containsEntry("a", "b");
    assertThat(policy.getStatus().faults()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{mode: Dream, selector: {matchLabels: {a: b}}}",
        "{selector: {matchLabels: {a: b}}, recovery: {ladder: [{action: Teleport}]}}",
        "{selector: {matchLabels: {a: b}}, objective: {minAvailable: {max: 3}}}",
        "{selector: [a]}"
      })
  void aSpecThatCannotBeReadPermitsNothingAndTheRestIsRead(String spec) {
    var policy = read(spec, "{faults: 1}");
    assertThat(policy.getSpec()).isEqualTo(PolicySpec.NOT_UNDERSTOOD);
    assertThat(policy.getSpec().selector().toSelector().namesSomething()).isFalse();
    assertThat(policy.getStatus().faults()).isEqualTo(1);
    assertThat(policy.getMetadata().getName()).isEqualTo("web");
  }

  @Test
  void aStatusThatCannotBeReadIsToldFromOneThatIsNotThere() {
    var policy = read("{selector: {matchLabels: {a: b}}}", "{incidents: {of: a newer kind}}");
    assertThat(policy.getStatus()).isEqualTo(PolicyStatus.NOT_UNDERSTOOD);
    assertThat(policy.getStatus()).isNotEqualTo(PolicyStatus.EMPTY);
  }

  @Test
  void aNodePolicyThatCannotBeReadLetsNoNodeBeActedOn() {
    var policy =
        reading.unmarshal(
            """
            ---
            apiVersion: holdfast.dev/v1alpha1
            kind: NodeHealthPolicy
            metadata: {name: nodes}
            spec: {conditions: [{type: Ready, status: Maybe}]}
            """,
            NodeHealthPolicy.class);
    assertThat(policy.getSpec()).isEqualTo(NodePolicySpec.NOT_UNDERSTOOD);
    assertThat(policy.getSpec().brake().maxUnhealthy().roundedDownOf(100)).isZero();
  }

  @Test
  void ofMetadataOnlyWhatWeNeedIsKept() {
    var policy =
        reading.unmarshal(
            """
            ---
            apiVersion: holdfast.dev/v1alpha1
            kind: HighAvailabilityPolicy
            metadata:
              name: web
              namespace: shop
              uid: u
              resourceVersion: "7"
              generation: 3
              creationTimestamp: "2030-01-01T00:00:00Z"
              deletionTimestamp: "2030-01-02T00:00:00Z"
              annotations: {note: "%s", holdfast.dev/note: long, holdfast.dev/hold: "%s"}
              labels: {a: b}
              finalizers: [example.com/f]
              ownerReferences: [{apiVersion: v1, kind: Pod, name: p, uid: u2}]
              managedFields: [{manager: kubectl, operation: Apply}]
            """
                .formatted("x".repeat(200_000), "y".repeat(100_000)),
            HighAvailabilityPolicy.class);
    assertThat(policy.getMetadata())
        .isEqualTo(
            new ObjectMetaBuilder()
                .withName("web")
                .withNamespace("shop")
                .withUid("u")
                .withResourceVersion("7")
                .withGeneration(3L)
                .withCreationTimestamp("2030-01-01T00:00:00Z")
                .withDeletionTimestamp("2030-01-02T00:00:00Z")
                .addToAnnotations("holdfast.dev/hold", "y".repeat(199) + "…")
                .build());
  }

  @Test
  void equalSpecsAreHeldOnce() {
    var spec = "{selector: {matchExpressions: [{key: a, operator: In, values: [b, c]}]}}";
    assertThat(read(spec, "{faults: 1}").getSpec()).isSameAs(read(spec, "{faults: 2}").getSpec());
  }

  @Test
  void ofANodePolicyToo() {
    var policy =
        reading.unmarshal(
            """
            ---
            apiVersion: holdfast.dev/v1alpha1
            kind: NodeHealthPolicy
            metadata: {name: nodes, annotations: {note: long}}
            """,
            NodeHealthPolicy.class);
    assertThat(policy.getMetadata().getName()).isEqualTo("nodes");
    assertThat(policy.getMetadata().getAnnotations()).isEmpty();
  }

  private HighAvailabilityPolicy read(String spec, String status) {
    return reading.unmarshal(
        """
        ---
        apiVersion: holdfast.dev/v1alpha1
        kind: HighAvailabilityPolicy
        metadata: {name: web, namespace: shop}
        spec: %s
        status: %s
        """
            .formatted(spec, status),
        HighAvailabilityPolicy.class);
  }
}
