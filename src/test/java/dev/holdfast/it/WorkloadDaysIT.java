package dev.holdfast.it;

import static dev.holdfast.kit.NodeSight.isMarked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.IncidentStatus;
import dev.holdfast.kit.OperatorExtension;
import dev.holdfast.kit.PodPart;
import dev.holdfast.kit.Scene;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What changes in the midst of a recovery is taken as it is. */
@Tag("integration")
@ExtendWith(OperatorExtension.class)
class WorkloadDaysIT {
  @Test
  void aPolicyThatIsEditedOrDeletedInTheMidstOfARecoveryStopsIt(Scene scene) throws Exception {
    var pool = scene.hosts("a", "b", "c");
    var policies = scene.policies();
    policies.judgeNodes();
    scene.running(
        scene.workloads().deployment("web", 12, PodPart.readyAfter(Duration.ofSeconds(2))));
    policies.protect("web", List.of("web"));
    scene.awaitCounted("web", 12);
    var ill = pool.host(0);

    ill.setCondition("KernelDeadlock", "True");
    scene.eventually().until("it is being emptied", () -> !scene.trail().removed().isEmpty());
    policies.protect("web", List.of("web"), "mode: Observe");
    scene.eventually().until("it says so", () -> policies.held("web").containsValue("Observe"));
    int removed = scene.trail().removed().size();
    scene
        .eventually()
        .stays("it stops", Duration.ofSeconds(5), () -> scene.trail().removed().size() == removed);
    assertThat(scene.namesOn(ill, "web")).isNotEmpty();

    policies.protect("web", List.of("web"), "mode: Enforce");
    scene.eventually().until("it goes on", () -> scene.trail().removed().size() > removed);
    policies.delete("web");
    scene
        .eventually()
        .stays(
            "pods stay where a pod was moved every third second",
            Duration.ofSeconds(8),
            () -> !scene.namesOn(ill, "web").isEmpty());
    ill.setCondition("KernelDeadlock", "False");
    scene.eventually().until("the mark is taken off", () -> !isMarked(ill));
  }

  /** What a HorizontalPodAutoscaler does: it writes the scale. */
  @Test
  void aWorkloadThatIsScaledDownInTheMidstOfARecoveryIsTakenAsItIs(Scene scene) throws Exception {
    var pool = scene.hosts("a", "b", "c");
    scene.policies().judgeNodes();
    scene.running(
        scene.workloads().deployment("web", 9, PodPart.readyAfter(Duration.ofSeconds(4))));
    scene.policies().protect("web", List.of("web"), "objective: {minAvailable: 2}");
    scene.awaitCounted("web", 9);
    var lost = pool.host(0);
    var there = scene.namesOn(lost, "web");

    lost.crash();
    scene.afterALoss().until("it has begun", () -> !scene.trail().removed().isEmpty());
    scene.client().apps().deployments().inNamespace(scene.namespace()).withName("web").scale(2);
    scene
        .afterALoss()
        .untilAsserted(
            "it is well with less",
            () -> {
              assertThat(scene.policies().status("web").pods().summary()).isEqualTo("2/2");
              assertThat(scene.policies().status("web").faults()).isZero();
              assertThat(scene.policies().held("web")).isEmpty();
            });
    assertThat(there).containsAll(scene.trail().removed());
    assertThat(scene.trail().removed()).doesNotHaveDuplicates();
    assertThat(scene.policies().incidents("web", "web"))
        .extracting(IncidentStatus::state)
        .doesNotContain("Open");
  }
}
