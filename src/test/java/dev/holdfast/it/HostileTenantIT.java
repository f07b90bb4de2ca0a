package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kit.OperatorExtension;
import dev.holdfast.kit.OperatorProcess;
import dev.holdfast.kit.Scene;
import dev.holdfast.kit.Workloads;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a tenant writes on pods and controllers of his namespace gives him no more than that. */
@Tag("integration")
@ExtendWith(OperatorExtension.class)
class HostileTenantIT {
  private static final String FORGED = "forged: holdfast gave up";

  @Test
  void wordsOnPodsConfirmNoDeathAndForgedLinksMoveNothing(Scene scene, OperatorProcess operator)
      throws Exception {
    var pool = scene.hosts("a");
    var host = pool.host(0);
    scene.policies().judgeNodes();
    scene.policies().protect("web", List.of("db", "web", "loose"));
    scene.running(scene.workloads().statefulSet("db", 1));
    scene.running(scene.workloads().deployment("web", 1));
    var db = scene.pods("db").getFirst();
    scene.annotate(db, "holdfast.dev/confirmed-dead", host.bootId());
    bindToNowhere(scene);
    veto(scene, "web", "shop hours\\n[main] INFO " + FORGED + "\\u001b[2K");
    pool.add("b");

    host.crash();

    scene
        .afterALoss()
        .untilAsserted(
            "the word on the pod is no proof, and the veto counts, whatever it says",
            () ->
                assertThat(scene.policies().held("web"))
                    .containsEntry(named(db), "AwaitingProof")
                    .containsEntry(named(scene.pods("web").getFirst()), "Veto"));
    assertThat(scene.trail().operatorOnPods()).isEmpty();
    assertThat(operator.log().lines()).noneMatch(line -> line.startsWith("[main] INFO " + FORGED));
    scene
        .eventually()
        .untilAsserted(
            "an Event tells it, on one line",
            () ->
                assertThat(scene.policies().messages("HighAvailabilityPolicy", "web"))
                    .anyMatch(message -> message.contains(FORGED))
                    .noneMatch(message -> message.contains("\n") || message.contains("\u001b")));
  }

  private static void bindToNowhere(Scene scene) {
    var pod =
        new PodBuilder()
            .withNewMetadata()
            .withName("loose")
            .withNamespace(scene.namespace())
            .addToLabels(Workloads.APP, "loose")
            .addNewOwnerReference()
            .withApiVersion("v1")
            .withKind("Node")
            .withName("no-such-node")
            .withUid("11111111-1111-1111-1111-111111111111")
            .withController(true)
            .endOwnerReference()
            .endMetadata()
            .withNewSpec()
            .withNodeName("no-such-node")
            .addNewContainer()
            .withName("c")
            .withImage("none")
            .endContainer()
            .endSpec()
            .build();
    scene.create(pod);
  }

  private static void veto(Scene scene, String policy, String why) {
    scene.annotate(scene.policies().get(policy), "holdfast.dev/hold", why);
  }

  private static String named(Pod pod) {
    return "Pod/" + pod.getMetadata().getName();
  }

  @Test
  void labelsPullNoPodOfAnotherNamespaceIn(Scene scene) throws Exception {
    scene.hosts("a", "b");
    scene.running(scene.workloads().deployment("web", 2));
    scene.policies().protect("web", List.of("web"), "detection: {notReadyFor: 1s}");
    try (var other = Scene.on(scene.plane())) {
      other.hosts("a", "b");
      other.running(other.workloads().deployment("web", 2));
      other.podState().notReady(other.pods("web").getFirst());
      var ours = scene.pods("web").getFirst();

      scene.podState().notReady(ours);

      scene
          .eventually()
          .until(
              "the policy's own pod is evicted",
              () -> scene.trail().removed().contains(ours.getMetadata().getName()));
      assertThat(other.trail().operatorOnPods()).isEmpty();
      assertThat(scene.policies().status("web").pods().desired()).isEqualTo(2);
    }
  }

  /** The operator looks up the chain of controllers whenever anything about their pods changes. */
  @Test
  void aControllerThatControlsItselfHoldsNobodyUp(Scene scene) throws Exception {
    scene.hosts("a", "b");
    scene.policies().protect("web", List.of("web", "circle"), "detection: {notReadyFor: 1s}");
    var circle = scene.running(scene.workloads().replicaSet("circle", 1));
    scene
        .client()
        .resource(circle)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            """
            {"metadata": {"ownerReferences": [{"apiVersion": "apps/v1", "kind": "ReplicaSet",
            "name": "circle", "uid": "%s", "controller": true}]}}
            """
                .formatted(circle.getMetadata().getUid()));
    scene.running(scene.workloads().deployment("web", 2));
    var ill = scene.pods("web").getFirst();

    scene.podState().notReady(ill);

    scene
        .eventually()
        .until(
            "a pod beside it is recovered",
            () -> scene.trail().removed().contains(ill.getMetadata().getName()));
  }
}
