package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kit.FakeHost;
import dev.holdfast.kit.OperatorExtension;
import dev.holdfast.kit.Scene;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The word that a host is dead holds for one boot, and only until the host is heard again. */
@Tag("integration")
@ExtendWith(OperatorExtension.class)
class WordOfTheAdministratorIT {
  private static final String VETO = "holdfast.dev/hold";

  @Test
  void aHostThatAnswersAgainVoidsTheWordAndAnOldBootIdIsNone(Scene scene) throws Exception {
    var database = LoneDatabase.open(scene);
    var host = database.host();
    var db = database.pod();

    theWordIsVoidWhenTheHostComesBack(scene, host, db);
    theOldBootIdIsRefusedAfterAReboot(scene, host);

    assertThat(scene.trail().operatorOnPods()).isEmpty();
    assertThat(scene.pods("db"))
        .extracting(pod -> pod.getMetadata().getUid())
        .containsExactly(db.getMetadata().getUid());
  }

  /** Only a veto keeps the pod meanwhile, so that the word is as strong as it can be. */
  private static void theWordIsVoidWhenTheHostComesBack(Scene scene, FakeHost host, Pod db) {
    scene.annotate(db, VETO, "so that the word may be taken back");
    host.cutOff();
    host.confirmDead(host.bootId());
    scene.afterALoss().until("the host is Dead", () -> verdict(scene, host).equals("Dead"));

    host.comeBack();
    scene.eventually().until("the word is gone", () -> word(host).isEmpty());
    scene.dropAnnotation(db, VETO);
    scene
        .eventually()
        .until(
            "people are told",
            () -> scene.policies().told("Node", host.name(), "ConfirmationVoid"));
    scene.eventually().until("the host is well", () -> verdict(scene, host).equals("Healthy"));
    scene
        .eventually()
        .stays(
            "nothing is forced",
            Duration.ofSeconds(2),
            () -> scene.trail().operatorOnPods().isEmpty());
  }

  private static void theOldBootIdIsRefusedAfterAReboot(Scene scene, FakeHost host) {
    var old = host.bootId();
    host.reboot();
    scene.eventually().until("the pod runs again", () -> isReady(scene));
    host.crash();
    host.confirmDead(old);

    scene
        .eventually()
        .until(
            "the old word is refused",
            () -> scene.policies().told("Node", host.name(), "ConfirmationRefused"));
    scene.afterALoss().until("the host is Lost", () -> verdict(scene, host).equals("Lost"));
    scene
        .eventually()
        .stays(
            "it is Lost, not Dead",
            Duration.ofSeconds(2),
            () -> verdict(scene, host).equals("Lost"));
  }

  private static boolean isReady(Scene scene) {
    return scene.client().resource(scene.pods("db").getFirst()).isReady();
  }

  private static String word(FakeHost host) {
    return host.node()
        .getMetadata()
        .getAnnotations()
        .getOrDefault("holdfast.dev/confirmed-dead", "");
  }

  /** A node that is well, and whose taint is gone, is not listed. */
  private static String verdict(Scene scene, FakeHost host) {
    return scene.policies().nodes().unwell().stream()
        .filter(node -> node.name().equals(host.name()))
        .map(node -> node.verdict())
        .findFirst()
        .orElse("Healthy");
  }
}
