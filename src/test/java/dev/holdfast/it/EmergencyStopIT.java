package dev.holdfast.it;

import static dev.holdfast.kit.NodeSight.isMarked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kit.AuditEvent;
import dev.holdfast.kit.FakeHost;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.OperatorAccount;
import dev.holdfast.kit.OwnPlane;
import dev.holdfast.kit.Scene;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The handbrake stops every act within a second, and nothing but acts. */
@Tag("integration")
@OwnPlane
@ExtendWith(KubeExtension.class)
class EmergencyStopIT {
  private static final Set<String> NO_ACTS =
      Set.of("highavailabilitypolicies/status", "nodehealthpolicies/status", "events", "leases");

  @Test
  void theEmergencyStopHoldsARecoveryInItsMidstUntilItIsReleased(Scene scene) throws Exception {
    var replicas = Replicas.on(scene.plane());
    var pool = scene.hosts("a", "b", "c");
    var policies = scene.policies();
    policies.judgeNodes();
    scene.running(scene.workloads().deployment("web", 15));
    policies.protect("web", List.of("web"));
    var ill = pool.host(scene.pods("web").getFirst().getSpec().getNodeName());
    try (var operator = replicas.launch("red")) {
      operator.awaitReady();
      ill.setCondition("KernelDeadlock", "True");
      scene.eventually().until("it is being emptied", () -> !removed(scene).isEmpty());

      scene.create(stop());
      try {
        assertThatNobodyActs(scene, ill, Instant.now());
      } finally { // whoever uses this control plane next would be stopped too
        scene.client().resource(stop()).delete();
      }
      scene
          .eventually()
          .within(Duration.ofSeconds(60)) // four pods, one after the other
          .until("it goes on", () -> scene.podsOn(ill, "web").isEmpty());
    }
  }

  /** Neither for the node, which is well for long enough, nor, as it is ill again, for its pods. */
  private static void assertThatNobodyActs(Scene scene, FakeHost ill, Instant pulled) {
    scene
        .eventually()
        .untilAsserted(
            "the stop is told",
            () -> assertThat(scene.policies().held("web")).containsValue("EmergencyStop"));
    ill.setCondition("KernelDeadlock", "False");
    scene
        .eventually()
        .stays("nobody acts", Duration.ofSeconds(6), () -> acts(scene, pulled).isEmpty());
    assertThat(scene.podsOn(ill, "web")).as("pods that were still to be moved").isNotEmpty();
    assertThat(isMarked(ill)).isTrue();
    ill.setCondition("KernelDeadlock", "True");
  }

  /** What the operator asked for from a second after the stop on. */
  private static List<AuditEvent> acts(Scene scene, Instant pulled) {
    return scene.trail().operatorAnywhere().stream()
        .filter(change -> change.received().isAfter(pulled.plusSeconds(1)))
        .filter(change -> !NO_ACTS.contains(change.resource()))
        .toList();
  }

  private static ConfigMap stop() {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace(OperatorAccount.NAMESPACE)
        .withName("emergency-stop")
        .endMetadata()
        .build();
  }

  private static List<String> removed(Scene scene) {
    return scene.trail().removed();
  }
}
