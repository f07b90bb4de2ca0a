package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.kit.Installation;
import dev.holdfast.kit.OperatorExtension;
import dev.holdfast.kit.OperatorProcess;
import dev.holdfast.kit.Scene;
import dev.holdfast.kit.Workloads;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A tenant who may write policies and pods of his namespace tries to do more than that. */
@Tag("integration")
@ExtendWith(OperatorExtension.class)
class HostileTenantIT {
  private static final Path RULE = Path.of("deploy", "require-delete-pods.yaml");
  private static final String FORGED = "forged: holdfast gave up";
  private static final int LONGEST_ANNOTATIONS = 256 * 1024;
  private static final int LONGEST_NAME = 253;

  @Test
  void onlyWhoMayDeletePodsMayWritePolicies(Scene scene) throws IOException {
    grant(scene, "author", "holdfast.dev", "highavailabilitypolicies", List.of("author", "owner"));
    grant(scene, "deleter", "", "pods", List.of("owner"));
    Installation.apply(scene.client(), RULE, "");
    var attempts = new AtomicInteger();
    try (var author = as(scene, "author");
        var owner = as(scene, "owner")) {
      scene
          .eventually()
          .untilAsserted(
              "the rule is in force",
              () ->
                  assertThatThrownBy(() -> policy(scene, author, attempt(attempts), Map.of()))
                      .isInstanceOf(KubernetesClientException.class)
                      .hasMessageContaining(
                          "user 'author' may not delete pods in namespace '%s': whoever writes a"
                              + " HighAvailabilityPolicy there needs that right",
                          scene.namespace()));
      assertThatCode(() -> policy(scene, owner, "owned", Map.of())).doesNotThrowAnyException();
      assertThatThrownBy(() -> policy(scene, author, "owned", Map.of("a", "b")))
          .hasMessageContaining("may not delete pods");
    } finally {
      removeTheRule(scene);
    }
  }

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
        .eventually()
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

  @Test
  void aPolicyWithTheLongestNameIsServed(Scene scene) {
    var longest = "a.b-".repeat(LONGEST_NAME / 4) + "c";
    policy(scene, scene.client(), longest, Map.of());

    scene
        .eventually()
        .until(
            "it is served",
            () -> scene.policies().condition(longest, "SelectorSound").startsWith("False/NoPods"));
  }

  @Test
  void aPolicyAsLargeAsCanBeIsServedAndALargerOneRefused(Scene scene) {
    var large = Map.of("note", "x".repeat(LONGEST_ANNOTATIONS - 100));
    var larger = Map.of("note", "x".repeat(1024 * 1024));

    assertThatThrownBy(() -> policy(scene, scene.client(), "larger", larger))
        .hasMessageContaining("metadata.annotations: Too long");
    policy(scene, scene.client(), "large", large);

    scene
        .eventually()
        .until(
            "the large one is served",
            () -> scene.policies().condition("large", "SelectorSound").startsWith("False/NoPods"));
    assertThat(found(scene, "large").getMetadata().getAnnotations()).isEqualTo(large);
  }

  /** A name of its own for each: the rule lets a policy be written again that stays as it is. */
  private static String attempt(AtomicInteger attempts) {
    return "power-" + attempts.incrementAndGet();
  }

  private static void removeTheRule(Scene scene) throws IOException {
    try (var text = Files.newInputStream(RULE)) {
      scene.client().load(text).delete();
    }
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
    scene.annotate(found(scene, policy), "holdfast.dev/hold", why);
  }

  private static String named(Pod pod) {
    return "Pod/" + pod.getMetadata().getName();
  }

  private static GenericKubernetesResource found(Scene scene, String policy) {
    return scene
        .client()
        .genericKubernetesResources("holdfast.dev/v1alpha1", "HighAvailabilityPolicy")
        .inNamespace(scene.namespace())
        .withName(policy)
        .get();
  }

  private static void policy(
      Scene scene, KubernetesClient client, String name, Map<String, String> annotations) {
    var policy =
        new GenericKubernetesResourceBuilder()
            .withApiVersion("holdfast.dev/v1alpha1")
            .withKind("HighAvailabilityPolicy")
            .withNewMetadata()
            .withNamespace(scene.namespace())
            .withName(name)
            .withAnnotations(annotations)
            .endMetadata()
            .addToAdditionalProperties(
                "spec", Map.of("selector", Map.of("matchLabels", Map.of("app", "none"))))
            .build();
    client.resource(policy).forceConflicts().serverSideApply();
  }

  private static KubernetesClient as(Scene scene, String user) {
    var config =
        new ConfigBuilder(scene.client().getConfiguration()).withImpersonateUsername(user).build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private static void grant(
      Scene scene, String role, String group, String resource, List<String> users) {
    var name = scene.namespace() + "-" + role;
    scene.create(
        new ClusterRoleBuilder()
            .withNewMetadata()
            .withName(name)
            .endMetadata()
            .addNewRule()
            .withApiGroups(group)
            .withResources(resource)
            .withVerbs("get", "create", "patch", "update", "delete")
            .endRule()
            .build());
    var binding =
        new RoleBindingBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(scene.namespace())
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", name);
    users.forEach(user -> binding.addNewSubject("rbac.authorization.k8s.io", "User", user, null));
    scene.create(binding.build());
  }
}
