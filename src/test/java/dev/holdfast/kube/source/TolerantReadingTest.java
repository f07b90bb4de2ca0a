package dev.holdfast.kube.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.api.NodeHealthPolicy;
import dev.holdfast.api.NodePolicySpec;
import dev.holdfast.api.PolicySpec;
import dev.holdfast.api.PolicyStatus;
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
