package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.OperatorAccount;
import dev.holdfast.kit.OperatorProcess;
import dev.holdfast.kit.PodPart;
import dev.holdfast.kit.Scene;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bad days of the operator itself: what it began is finished, and nothing is done twice. */
@Tag("integration")
@Tag("long")
@ExtendWith(KubeExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorDaysIT {
  private Stage stage;

  @BeforeAll
  void open() throws Exception {
    stage = Stage.open("replicas");
  }

  @AfterAll
  void close() {
    if (stage != null) stage.closeWell();
  }

  @Test
  void whoseLeaseIsStolenActsNoMoreUntilTheThiefIsSilent() throws Exception {
    var replicas = stage.replicas();
    try (var scene = stage.scene();
        var red = replicas.launch("red")) {
      red.awaitReady();
      replicas.untilLed("red");
      var shop = Shop.open(scene);
      shop.awaitAllReady();
      var pod = scene.pods(Shop.APP).getFirst();
      scene.policies().protect(Shop.APP, List.of(Shop.APP), "detection: {notReadyFor: 1s}");

      steal("thief");
      scene.eventually().until("it knows", () -> !leads(red));
      scene.podState().notReady(pod);
      scene
          .eventually()
          .stays(
              "nothing is done", Duration.ofSeconds(2), () -> leads(red) || shop.nothingWasDone());
      replicas.untilLed("red");
      scene.eventually().until("it acts again", () -> !shop.nothingWasDone());
      shop.awaitAllReady();
      shop.assertRecoveredOnce(List.of(pod.getMetadata().getName()));
      assertThat(red.log()).contains("red does not lead any more").doesNotContain(" ERROR ");
    }
  }

  /** Of whichever version it is: its holder renews it several times a second. */
  private void steal(String thief) {
    stage
        .plane()
        .client()
        .leases()
        .inNamespace(OperatorAccount.NAMESPACE)
        .withName("holdfast-leader")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\":{\"holderIdentity\":\"%s-00000000-0000-0000-0000-000000000000\"}}"
                .formatted(thief));
  }

  @Test
  void allReplicasAreRolledDuringARecoveryAndItIsFinished() throws Exception {
    var replicas = stage.replicas();
    Deque<OperatorProcess> old = new ArrayDeque<>();
    Deque<OperatorProcess> all = new ArrayDeque<>();
    try (var scene = stage.scene()) {
      for (int i = 0; i < 3; i++) old.add(replicas.launch("old-" + i));
      all.addAll(old);
      old.forEach(OperatorProcess::awaitReady);
      var pool = scene.hosts("a", "b", "c");
      scene.policies().judgeNodes();
      scene.policies().protect("web", List.of("web"));
      scene.running(
          scene.workloads().deployment("web", 6, PodPart.readyAfter(Duration.ofSeconds(3))));
      var shop = new Shop(scene, pool);
      shop.awaitAllReady();
      var ill = pool.host(0);
      var there = shop.podsOn(ill);

      ill.setCondition("KernelDeadlock", "True");
      scene.eventually().until("it has begun", () -> !scene.trail().removed().isEmpty());
      for (int i = 0; i < 3; i++) {
        var next = replicas.launch("new-" + i);
        all.add(next);
        next.awaitReady();
        old.remove().terminate();
      }
      shop.awaitAllReady();
      scene.eventually().until("the host is empty", () -> shop.podsOn(ill).isEmpty());
      shop.awaitAllReady();
      shop.assertRecoveredOnce(there);
      assertThat(all).allSatisfy(replica -> assertThat(replica.log()).doesNotContain(" ERROR "));
    } finally {
      all.forEach(OperatorProcess::close);
    }
  }

  /** Policies that are far larger than its heap; what it had begun another replica finishes. */
  @Test
  void oneThatIsOutOfMemoryEndsAndAnotherFinishesWhatItBegan() throws Exception {
    var replicas = stage.replicas();
    // This collector gives up when all it does is collect; others may go on for minutes.
    var flags = List.of("-XX:+UseParallelGC", "-Xmx40m", "-XX:+ExitOnOutOfMemoryError");
    try (var scene = stage.scene();
        var poor = replicas.launch("poor", settings -> settings.withJvm(flags))) {
      poor.awaitReady();
      replicas.untilLed("poor");
      try (var rich = replicas.launch("rich")) {
        rich.awaitReady();
        var pool = scene.hosts("a", "b", "c");
        scene.policies().judgeNodes();
        scene.policies().protect("web", List.of("web"), "detection: {notReadyFor: 1s}");
        scene.running(
            scene.workloads().deployment("web", 6, PodPart.readyAfter(Duration.ofSeconds(8))));
        var shop = new Shop(scene, pool);
        shop.awaitAllReady();
        var pod = scene.pods("web").getFirst();
        scene.podState().notReady(pod);
        scene.eventually().until("it has begun", () -> !scene.trail().removed().isEmpty());

        for (int i = 0; i < 200 && poor.isAlive(); i++) bloat(scene, "big-" + i);
        var exit = poor.awaitEnd(Duration.ofMinutes(2));
        assertThat(exit.code()).isEqualTo(3);
        assertThat(poor.log()).contains("java.lang.OutOfMemoryError");

        replicas.untilLed("rich");
        shop.awaitAllReady();
        shop.assertRecoveredOnce(List.of(pod.getMetadata().getName()));
        assertThat(rich.log()).doesNotContain(" ERROR ");
      }
    }
  }

  /** A selector as large as may be: of metadata no more is kept than is needed. */
  private static void bloat(Scene scene, String name) {
    var expressions =
        IntStream.range(0, 20)
            .mapToObj(i -> Map.of("key", "a", "operator", "In", "values", values(name + i)));
    var selector = Map.of("selector", Map.of("matchExpressions", expressions.toList()));
    scene.create(policy(scene, name, selector));
  }

  private static List<String> values(String seed) {
    return IntStream.range(0, 100)
        .mapToObj(i -> seed + "-" + i + "x".repeat(63 - (seed + "-" + i).length()))
        .toList();
  }

  private static GenericKubernetesResource policy(Scene scene, String name, Object spec) {
    var policy = new GenericKubernetesResource();
    policy.setApiVersion("holdfast.dev/v1alpha1");
    policy.setKind("HighAvailabilityPolicy");
    policy.setMetadata(
        new io.fabric8.kubernetes.api.model.ObjectMetaBuilder()
            .withName(name)
            .withNamespace(scene.namespace())
            .build());
    policy.setAdditionalProperty("spec", spec);
    return policy;
  }

  /** Its definitions are installed first, as upgrades go, and somebody uses them at once. */
  @Test
  void anOlderOperatorWorksOnWithTheDefinitionsOfANewerOne() throws Exception {
    var replicas = stage.replicas();
    try (var scene = stage.scene();
        var red = replicas.launch("red")) {
      red.awaitReady();
      replicas.untilLed("red");
      var shop = Shop.open(scene);
      installNewerDefinitions();
      var selector = Map.of("matchLabels", Map.of("app", "nobody"));
      scene.create(policy(scene, "unknown-mode", Map.of("mode", "Dream", "selector", selector)));
      scene.create(
          policy(
              scene,
              "unknown-field",
              Map.of(
                  "later",
                  Map.of("deep", 1),
                  "selector",
                  Map.of("matchLabels", Map.of("app", "web")))));
      scene
          .eventually()
          .untilAsserted(
              "the one that it does not understand says so",
              () ->
                  assertThat(accepted(scene, "unknown-mode"))
                      .containsEntry("status", "False")
                      .containsEntry("reason", "NotUnderstood"));
      scene
          .eventually()
          .until(
              "the one with a field more counts, and keeps it",
              () -> {
                var found = stored(scene, "unknown-field");
                return found.get("status") != null
                    && ((Map<?, ?>) found.getAdditionalProperties().get("spec"))
                        .containsKey("later");
              });

      var pod = scene.pods("web").getFirst();
      scene.client().resource(stored(scene, "unknown-field")).delete();
      scene.policies().protect(Shop.APP, List.of(Shop.APP), "detection: {notReadyFor: 1s}");
      scene.podState().notReady(pod);
      scene.eventually().until("it has acted", () -> !scene.trail().removed().isEmpty());
      shop.awaitAllReady();
      shop.assertRecoveredOnce(List.of(pod.getMetadata().getName()));
      try (var blue = replicas.launch("blue")) {
        blue.awaitReady();
      }
      assertThat(red.log()).contains("uses what this version").doesNotContain(" ERROR ");
    } finally {
      OperatorAccount.install(stage.plane());
    }
  }

  private void installNewerDefinitions() {
    stage
        .plane()
        .client()
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName("highavailabilitypolicies.holdfast.dev")
        .edit(
            definition -> {
              var schema = definition.getSpec().getVersions().getFirst().getSchema();
              var properties = schema.getOpenAPIV3Schema().getProperties();
              var anything = new JSONSchemaProps();
              anything.setType("object");
              anything.setXKubernetesPreserveUnknownFields(true);
              var spec = properties.get("spec").getProperties();
              spec.put("later", anything);
              spec.get("mode")
                  .getEnum()
                  .add(new com.fasterxml.jackson.databind.node.TextNode("Dream"));
              return definition;
            });
  }

  private static GenericKubernetesResource stored(Scene scene, String name) {
    return scene
        .client()
        .genericKubernetesResources("holdfast.dev/v1alpha1", "HighAvailabilityPolicy")
        .inNamespace(scene.namespace())
        .withName(name)
        .get();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> accepted(Scene scene, String name) {
    var status = (Map<String, Object>) stored(scene, name).getAdditionalProperties().get("status");
    return ((List<Map<String, Object>>) status.get("conditions"))
        .stream().filter(c -> "Accepted".equals(c.get("type"))).findFirst().orElseThrow();
  }

  private static boolean leads(OperatorProcess operator) {
    try {
      return operator.get("/metrics").contains("\nholdfast_leader 1.0");
    } catch (IOException silent) {
      return false;
    }
  }
}
