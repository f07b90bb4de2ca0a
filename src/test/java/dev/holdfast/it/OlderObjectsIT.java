package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.OperatorAccount;
import dev.holdfast.kit.OwnPlane;
import dev.holdfast.kit.Scene;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Objects that were stored before the schema was as strict as it is. */
@OwnPlane
@Tag("integration")
@ExtendWith(KubeExtension.class)
class OlderObjectsIT {
  private static final Map<String, Object> SELECTOR =
      Map.of("matchLabels", Map.of("app", "nobody"));

  @Test
  void aPolicyStoredBeforeTheSchemaWasTightenedIsRefusedByACondition(Scene scene) throws Exception {
    var replicas = Replicas.on(scene.plane());
    var raw = RawPolicies.of(scene);
    takeAnything(scene);
    store(scene, "no-duration", Map.of("detection", Map.of("notReadyFor", "soon")));
    store(scene, "no-action", Map.of("recovery", Map.of("ladder", new Object[] {Map.of()})));
    store(scene, "no-list", Map.of("recovery", Map.of("replaceableOwners", "all")));
    OperatorAccount.install(scene.plane());
    try (var operator = replicas.launch("older")) {
      operator.awaitReady();
      scene.policies().protect("sound", List.of("nobody"));

      scene
          .eventually()
          .until(
              "it is refused by a condition",
              () -> raw.status("no-duration").toString().contains("NotUnderstood"));
      for (var name : List.of("no-action", "no-list")) {
        scene
            .eventually()
            .until(
                name + " is refused by an Event, since the API server takes no status of it",
                () -> scene.policies().told("HighAvailabilityPolicy", name, "StatusRefused"));
      }
      scene
          .eventually()
          .until(
              "the others are served",
              () -> scene.policies().condition("sound", "Accepted").startsWith("True/"));
      assertThat(operator.log()).doesNotContain(" ERROR ");
    }
  }

  /** As if the definition had no more than the names of the kind. */
  private static void takeAnything(Scene scene) {
    new PolicySchema(scene.plane()).change(fields -> fields.put("spec", PolicySchema.anything()));
  }

  private static void store(Scene scene, String name, Map<String, Object> odd) {
    var spec = new TreeMap<String, Object>(odd);
    spec.put("selector", SELECTOR);
    scene
        .eventually()
        .untilAsserted("it is stored", () -> RawPolicies.of(scene).create(name, spec));
  }
}
