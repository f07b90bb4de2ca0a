package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kit.CustomController;
import dev.holdfast.kit.OperatorAccount;
import dev.holdfast.kit.OperatorExtension;
import dev.holdfast.kit.Scene;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Of controllers of further kinds Holdfast knows what they want, once it may read them. */
@Tag("integration")
@ExtendWith(OperatorExtension.class)
class FurtherKindsIT {

  @Test
  void aShareIsOfWhatTheControllerWantsAndNotOfThePodsThatAreLeft(Scene scene) throws Exception {
    scene.hosts("a");
    var widget = CustomController.create(scene.client(), scene.namespace(), "gadget", 4);
    scene.eventually().until("Holdfast may read it", () -> mayRead(scene));
    scene.running(scene.workloads().owned(scene.workloads().barePod("gadget"), widget));
    scene
        .policies()
        .protect(
            "gadget",
            List.of("gadget"),
            """
            objective: {minAvailable: 50%%}
            recovery: {replaceableOwners: [%s]}
            """
                .formatted(CustomController.KIND));

    awaitMinAvailable(scene, 2);
    scale(scene, 8);
    awaitMinAvailable(scene, 4);
  }

  /** The right comes by a label, which a controller follows; whoever is denied asks seldom. */
  private static boolean mayRead(Scene scene) {
    var review =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(OperatorAccount.USER)
            .withNewResourceAttributes()
            .withGroup("kit.holdfast.dev")
            .withResource("widgets")
            .withVerb("get")
            .withNamespace(scene.namespace())
            .endResourceAttributes()
            .endSpec()
            .build();
    return scene
        .client()
        .authorization()
        .v1()
        .subjectAccessReview()
        .create(review)
        .getStatus()
        .getAllowed();
  }

  private static void awaitMinAvailable(Scene scene, int pods) {
    scene
        .eventually()
        .untilAsserted(
            "half of them must stay",
            () ->
                assertThat(scene.policies().status("gadget").pods().minAvailable())
                    .isEqualTo(pods));
  }

  private static void scale(Scene scene, int replicas) {
    scene
        .client()
        .genericKubernetesResources("kit.holdfast.dev/v1", "Widget")
        .inNamespace(scene.namespace())
        .withName("gadget")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\":{\"replicas\":%d}}".formatted(replicas));
  }
}
