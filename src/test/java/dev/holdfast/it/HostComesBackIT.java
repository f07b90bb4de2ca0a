package dev.holdfast.it;

import static dev.holdfast.kit.NodeSight.isMarked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.holdfast.kit.AuditEvent;
import dev.holdfast.kit.OperatorExtension;
import dev.holdfast.kit.PodPart;
import dev.holdfast.kit.Scene;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is half done when a lost host is heard again, or its node object deleted. */
@Tag("integration")
@ExtendWith(OperatorExtension.class)
class HostComesBackIT {
  private static final String VETO = "holdfast.dev/hold";

  @Test
  void aHostThatComesBackBetweenMarkAndDeleteKeepsItsPods(Scene scene) throws Exception {
    var pool = scene.hosts("a");
    var host = pool.host(0);
    scene.policies().judgeNodes();
    scene.policies().protect("shop", List.of("kept", "moved"));
    var workloads = scene.workloads();
    scene.running(workloads.deployment("kept", 1));
    scene.running(workloads.deployment("moved", 1, PodPart.readyAfter(Duration.ofSeconds(6))));
    pool.add("b");
    pool.add("c");
    var kept = scene.pods("kept").getFirst();
    var moved = scene.pods("moved").getFirst();
    scene.annotate(kept, VETO, "so that the host comes back before its delete");

    host.cutOff();
    scene
        .afterALoss()
        .untilAsserted(
            "one pod is deleted, the other one only its veto keeps",
            () -> {
              assertThat(scene.trail().operatorDeletes()).hasSize(1);
              assertThat(scene.policies().held("shop")).containsExactly(entry(pod(kept), "Veto"));
            });
    host.comeBack();
    scene.dropAnnotation(kept, VETO);

    scene
        .eventually()
        .untilAsserted(
            "both slots are well, one by itself and one by its replacement",
            () -> {
              assertThat(scene.policies().incidents("shop", "kept"))
                  .singleElement()
                  .extracting(incident -> incident.state())
                  .isEqualTo("SelfHealed");
              assertThat(scene.policies().incidents("shop", "moved"))
                  .singleElement()
                  .extracting(incident -> incident.state())
                  .isEqualTo("Recovered");
            });
    scene.eventually().until("the taint is gone", () -> !isMarked(host));
    assertThat(scene.trail().operatorDeletes())
        .extracting(AuditEvent::name)
        .containsExactly(moved.getMetadata().getName());
    assertThat(scene.pods("kept"))
        .extracting(pod -> pod.getMetadata().getUid())
        .containsExactly(kept.getMetadata().getUid());
    scene
        .eventually()
        .until("the host has ended the moved one", () -> scene.podsOn(host, "moved").isEmpty());
    assertThat(scene.pods("moved")).hasSize(1);
  }

  @Test
  void ofANodeThatIsDeletedMidRecoveryNothingIsTouchedByUs(Scene scene) throws Exception {
    var db = LoneDatabase.open(scene);

    db.host().crash();
    db.awaitItWaitsForProof();
    db.host().deleteNode();

    scene
        .eventually()
        .untilAsserted(
            "that is known to be another fault, which nobody is waited for",
            () -> {
              assertThat(scene.policies().incidents("db", "db"))
                  .singleElement()
                  .extracting(incident -> incident.fault())
                  .isEqualTo("NodeGone");
              assertThat(scene.policies().held("db")).isEmpty();
            });
    scene
        .eventually()
        .stays(
            "the pod is left to Kubernetes",
            Duration.ofSeconds(3),
            () -> scene.trail().operatorOnPods().isEmpty());
  }

  private static String pod(Pod pod) {
    return "Pod/" + pod.getMetadata().getName();
  }
}
