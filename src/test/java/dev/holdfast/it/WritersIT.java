package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.api.PolicyStatus;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.OurResources;
import dev.holdfast.kit.OwnPlane;
import dev.holdfast.kit.Scene;
import dev.holdfast.kube.write.EventWriter;
import dev.holdfast.kube.write.StatusWriter;
import dev.holdfast.notice.Notice;
import dev.holdfast.notice.Notice.Subject;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Statuses and Events, as the real API server takes them. On a control plane without an operator,
 * which would write statuses of its own in between.
 */
@Tag("integration")
@OwnPlane
@ExtendWith(KubeExtension.class)
class WritersIT {
  private final Scene scene;

  WritersIT(Scene scene) {
    this.scene = scene;
    OurResources.install(scene.client());
  }

  private HighAvailabilityPolicy policy(String name) {
    var yaml =
        """
        apiVersion: holdfast.dev/v1alpha1
        kind: HighAvailabilityPolicy
        metadata: {namespace: %s, name: %s}
        spec: {selector: {matchLabels: {app: web}}}
        """
            .formatted(scene.namespace(), name);
    var policy =
        scene.client().getKubernetesSerialization().unmarshal(yaml, HighAvailabilityPolicy.class);
    return scene.client().resource(policy).create();
  }

  private static PolicyStatus faults(int count) {
    return new PolicyStatus(
        null, null, null, null, null, count, null, null, null, null, null, null);
  }

  @Test
  void ofTwoWritersWithOneVersionTheSecondLoses() {
    var seen = policy("contested");
    var writer = new StatusWriter(scene.client());

    var first = writer.write(seen, faults(1));
    var second = writer.write(seen, faults(2));
    assertThat(first).isPresent();
    assertThat(second).isEmpty();
    assertThat(writer.read(seen).orElseThrow().getStatus().faults()).isEqualTo(1);
    assertThat(writer.write(first.orElseThrow(), faults(3))).isPresent();
    assertThat(scene.client().resource(seen).get().getStatus().faults()).isEqualTo(3);
  }

  @Test
  void aStatusForAPolicyThatIsGoneIsNotWritten() {
    var seen = policy("gone");
    scene.client().resource(seen).delete();
    assertThat(new StatusWriter(scene.client()).write(seen, faults(1))).isEmpty();
    assertThat(new StatusWriter(scene.client()).read(seen)).isEmpty();
  }

  @Test
  void aStatusForANamesakeIsNotWritten() {
    var seen = policy("namesake");
    scene.client().resource(seen).delete();
    scene
        .eventually()
        .until("the first one is gone", () -> scene.client().resource(seen).get() == null);
    policy("namesake");
    assertThat(new StatusWriter(scene.client()).write(seen, faults(1))).isEmpty();
    assertThat(new StatusWriter(scene.client()).read(seen)).isEmpty();
  }

  @Test
  void eventsOfPoliciesPodsAndNodesAreTaken() {
    var namespace = scene.namespace();
    var subjects =
        List.of(
            new Subject("holdfast.dev/v1alpha1", "HighAvailabilityPolicy", namespace, "p", "1"),
            new Subject("v1", "Pod", namespace, "pod-" + "x".repeat(240), "2"),
            new Subject("v1", "Node", "", namespace + "-node", "3"));
    try (var writer = new EventWriter(scene.client(), Instant::now, "test")) {
      for (var subject : subjects) writer.tell(notice(subject));
      scene.eventually().until("pod and policy", () -> events(namespace).size() == 2);
      scene.eventually().until("node", () -> events("default").size() == 1);
      assertThat(writer.lost()).isZero();
    }
    assertThat(events(namespace)).extracting(Event::getMessage).containsOnly("it is told");
  }

  private static Notice notice(Subject subject) {
    return new Notice(
        Notice.Type.WARNING, "Told", subject, "t", "it is told", Duration.ofMinutes(1));
  }

  /** Those that this test caused: other tests tell of other nodes. */
  private List<Event> events(String namespace) {
    return scene.client().v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> event.getReason().equals("Told"))
        .toList();
  }
}
