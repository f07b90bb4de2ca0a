package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.OperatorAccount;
import dev.holdfast.kit.OperatorProcess;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
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
      shop.judgePodsQuickly();

      steal("thief");
      scene.eventually().until("it knows", () -> !red.leads());
      scene.podState().notReady(pod);
      scene
          .eventually()
          .stays(
              "nothing is done", Duration.ofSeconds(2), () -> red.leads() || shop.nothingWasDone());
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
      var shop = Shop.openSlow(scene, Duration.ofSeconds(3));
      shop.awaitAllReady();
      var ill = shop.pool().host(0);
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
        var shop = Shop.openSlow(scene, Duration.ofSeconds(8));
        shop.judgePodsQuickly();
        shop.awaitAllReady();
        var pod = scene.pods(Shop.APP).getFirst();
        scene.podState().notReady(pod);
        scene.eventually().until("it has begun", () -> !scene.trail().removed().isEmpty());

        var raw = RawPolicies.of(scene);
        for (int i = 0; i < 200 && poor.isAlive(); i++) {
          raw.create("big-" + i, LargeSelector.of("big-" + i));
        }
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
      var raw = RawPolicies.of(scene);
      raw.create("unknown-mode", Map.of("mode", "Dream", "selector", only("nobody")));
      raw.create("unknown-field", Map.of("later", Map.of("deep", 1), "selector", only(Shop.APP)));
      scene
          .eventually()
          .untilAsserted(
              "the one that it does not understand says so",
              () ->
                  assertThat(raw.condition("unknown-mode", "Accepted"))
                      .containsEntry("status", "False")
                      .containsEntry("reason", "NotUnderstood"));
      scene
          .eventually()
          .until(
              "the one with a field more counts, and keeps it",
              () ->
                  !raw.status("unknown-field").isEmpty()
                      && raw.spec("unknown-field").containsKey("later"));

      var pod = scene.pods(Shop.APP).getFirst();
      raw.delete("unknown-field");
      shop.judgePodsQuickly();
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

  private static Map<String, Object> only(String app) {
    return Map.of("matchLabels", Map.of("app", app));
  }

  /** With one field and one mode more. */
  private void installNewerDefinitions() {
    new PolicySchema(stage.plane())
        .change(
            fields -> {
              var spec = fields.get("spec").getProperties();
              spec.put("later", PolicySchema.anything());
              spec.get("mode").getEnum().add(new TextNode("Dream"));
            });
  }
}
