package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.AlarmStatus;
import dev.holdfast.api.AlarmStatus.DeliveryStatus;
import dev.holdfast.kit.Alertmanager;
import dev.holdfast.kit.HttpReceiver;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.NeedsTools;
import dev.holdfast.kit.OperatorSettings;
import dev.holdfast.kit.OwnPlane;
import dev.holdfast.kit.Scene;
import dev.holdfast.kit.Tool;
import io.cloudevents.CloudEvent;
import io.cloudevents.http.HttpMessageFactory;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Alarms arrive at receivers that are not ours, and none is lost with a process or a receiver. */
@Tag("integration")
@OwnPlane
@ExtendWith(KubeExtension.class)
@NeedsTools(Tool.ALERTMANAGER)
class AlarmsIT {
  private static final String FAST = "mode: Observe, detection: {notReadyFor: 1s}";

  @Test
  void alertmanagerHearsThatItFiresAndThatItIsOver(Scene scene) throws Exception {
    scene.hosts("a", "b");
    try (var alertmanager = Alertmanager.start(scene.plane().folder());
        var operator = Replicas.on(scene.plane()).launch("red", AlarmsIT::onLoopback)) {
      operator.awaitReady();
      protect(scene, "{alertmanager: {urls: [\"%s\"]}}".formatted(alertmanager.url()));
      var labels = Map.of("alertname", "HoldfastFaultDetected", "namespace", scene.namespace());

      scene.podState().notReady(scene.pods("web").getFirst());
      scene.eventually().until("it fires", () -> alertmanager.fires(labels));
      scene.podState().ready(scene.pods("web").getFirst());
      scene.eventually().until("it is over", () -> !alertmanager.fires(labels));

      scene
          .eventually()
          .untilAsserted(
              "the status says who was told",
              () ->
                  assertThat(delivery(scene, "FaultDetected"))
                      .returns(2, DeliveryStatus::delivered)
                      .returns(null, DeliveryStatus::error));
    }
  }

  @Test
  void whatAKilledOperatorCouldNotTellItsSuccessorTells(Scene scene) throws Exception {
    scene.hosts("a", "b");
    var replicas = Replicas.on(scene.plane());
    try (var receiver = new HttpReceiver()) {
      receiver.answersWith(503);
      try (var first = replicas.launch("first", AlarmsIT::onLoopback)) {
        first.awaitReady();
        protect(scene, "{cloudEvents: {url: \"%s/ha\"}}".formatted(receiver.url()));
        scene.podState().notReady(scene.pods("web").getFirst());
        scene
            .eventually()
            .untilAsserted(
                "the receiver refuses it",
                () ->
                    assertThat(delivery(scene, "FaultDetected").error())
                        .isEqualTo("it answered 503"));
        first.kill();
      }
      receiver.answersWith(200);
      try (var second = replicas.launch("second", AlarmsIT::onLoopback)) {
        second.awaitReady();
        scene.eventually().until("it is told", () -> types(receiver).contains("firing"));
        scene.podState().ready(scene.pods("web").getFirst());
        scene.eventually().until("so is the end", () -> types(receiver).contains("resolved"));
      }
    }
  }

  @Test
  void aSignedEventNeedsASecretThatTheNamespacesOwnerLetsUsRead(Scene scene) throws Exception {
    scene.hosts("a", "b");
    try (var receiver = new HttpReceiver();
        var operator = Replicas.on(scene.plane()).launch("red", AlarmsIT::onLoopback)) {
      operator.awaitReady();
      scene.create(
          new SecretBuilder()
              .withNewMetadata()
              .withName("hooks")
              .withNamespace(scene.namespace())
              .endMetadata()
              .withStringData(Map.of("key", "letmein"))
              .build());
      protect(
          scene,
          "{cloudEvents: {url: \"%s\", signature: {name: hooks, key: key}}}"
              .formatted(receiver.url()));
      scene.podState().notReady(scene.pods("web").getFirst());
      scene
          .eventually()
          .untilAsserted(
              "it may not read it",
              () ->
                  assertThat(delivery(scene, "FaultDetected").error())
                      .contains("may not read Secret hooks", "RoleBinding"));

      allowToRead(scene, "hooks");
      scene.eventually().until("it is told", () -> types(receiver).contains("firing"));
      assertThat(receiver.taken().getFirst().header("webhook-signature")).startsWith("v1,");
    }
  }

  @Test
  void aPolicyCannotMakeHoldfastPostToWhereItIsNotAllowed(Scene scene) throws Exception {
    scene.hosts("a", "b");
    try (var receiver = new HttpReceiver();
        var operator = Replicas.on(scene.plane()).launch("red")) {
      operator.awaitReady();
      protect(scene, "{cloudEvents: {url: \"https://127.0.0.1:%d/\"}}".formatted(receiver.port()));
      scene.podState().notReady(scene.pods("web").getFirst());
      scene
          .eventually()
          .untilAsserted(
              "it is refused",
              () ->
                  assertThat(delivery(scene, "FaultDetected").error())
                      .contains("inside the cluster's network"));
      assertThat(receiver.taken()).isEmpty();
    }
  }

  private static OperatorSettings onLoopback(OperatorSettings settings) {
    return settings.with("HOLDFAST_ALARM_ADDRESSES", "127.0.0.0/8");
  }

  private static void protect(Scene scene, String channel) {
    scene.running(scene.workloads().deployment("web", 2));
    scene.policies().protect("web", List.of("web"), "{" + FAST + ", alarms: [" + channel + "]}");
    scene
        .eventually()
        .until(
            "both count",
            () -> {
              var pods = scene.policies().status("web").pods();
              return pods != null && pods.ready() == 2;
            });
  }

  private static DeliveryStatus delivery(Scene scene, String reason) {
    return scene.policies().status("web").alarms().stream()
        .filter(alarm -> alarm.reason().equals(reason))
        .map(AlarmStatus::deliveries)
        .flatMap(List::stream)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no delivery of " + reason));
  }

  private static List<String> types(HttpReceiver receiver) {
    return receiver.taken().stream()
        .filter(HttpReceiver.Taken::accepted)
        .map(AlarmsIT::event)
        .map(event -> event.getType().replace("dev.holdfast.alarm.", ""))
        .toList();
  }

  private static CloudEvent event(HttpReceiver.Taken taken) {
    return HttpMessageFactory.createReaderFromMultimap(taken.headers(), taken.body()).toEvent();
  }

  private static void allowToRead(Scene scene, String secret) {
    scene.create(
        new RoleBuilder()
            .withNewMetadata()
            .withName("alarms")
            .withNamespace(scene.namespace())
            .endMetadata()
            .addNewRule()
            .withApiGroups("")
            .withResources("secrets")
            .withResourceNames(secret)
            .withVerbs("get")
            .endRule()
            .build());
    scene.create(
        new RoleBindingBuilder()
            .withNewMetadata()
            .withName("alarms")
            .withNamespace(scene.namespace())
            .endMetadata()
            .withNewRoleRef("rbac.authorization.k8s.io", "Role", "alarms")
            .addNewSubject(null, "ServiceAccount", "holdfast", "holdfast-system")
            .build());
  }
}
