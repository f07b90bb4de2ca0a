package dev.holdfast.it;

import static dev.holdfast.kit.NodeSight.isMarked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kit.FakeHost;
import dev.holdfast.kit.OperatorExtension;
import dev.holdfast.kit.PodPart;
import dev.holdfast.kit.Scene;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Others work on the same nodes: what they remove, make anew or drain is left to them. */
@Tag("integration")
@ExtendWith(OperatorExtension.class)
class SharedNodesIT {
  @Test
  void aNodeThatIsRebornUnderItsNameIsAnotherNode(Scene scene) throws Exception {
    var db = LoneDatabase.open(scene);
    var host = db.host();

    host.cutOff();
    db.awaitItWaitsForProof();
    var bootId = host.bootId();
    host.deleteNode();
    host.comeBack();
    host.confirmDead(bootId + "-of-the-one-before");

    scene
        .eventually()
        .untilAsserted(
            "it is well",
            () -> {
              assertThat(scene.policies().nodes().unwell()).isEmpty();
              assertThat(scene.policies().status("db").faults()).isZero();
              assertThat(scene.policies().status("db").pods().ready()).isEqualTo(1);
            });
    assertThat(isMarked(host)).isFalse();
    assertThat(scene.trail().operatorOnPods()).isEmpty();
    scene
        .eventually()
        .until(
            "the word is refused",
            () -> scene.policies().told("Node", host.name(), "ConfirmationRefused"));
  }

  @Test
  void aNodeThatTheAutoscalerRemovesIsLeftToIt(Scene scene) throws Exception {
    var pool = scene.hosts("a", "b", "c");
    scene.policies().judgeNodes();
    scene.running(scene.workloads().deployment("web", 6));
    scene.policies().protect("web", List.of("web"));
    var going = pool.host(0);
    scene
        .client()
        .nodes()
        .withName(going.name())
        .edit(
            node ->
                new NodeBuilder(node)
                    .editSpec()
                    .addNewTaint("NoSchedule", "ToBeDeletedByClusterAutoscaler", null, "1")
                    .endSpec()
                    .build());
    going.setCondition("KernelDeadlock", "True");
    scene
        .eventually()
        .untilAsserted(
            "why nothing is done is told",
            () -> assertThat(scene.policies().held("web").values()).contains("Maintenance"));
    scene
        .eventually()
        .stays("nobody is moved", Duration.ofSeconds(3), () -> scene.trail().removed().isEmpty());

    going.crash();
    going.deleteNode();
    scene
        .eventually()
        .within(Duration.ofMinutes(2)) // its garbage collector waits 40 s first
        .untilAsserted(
            "Kubernetes replaces them",
            () -> {
              assertThat(scene.policies().status("web").pods().summary()).isEqualTo("6/6");
              assertThat(scene.policies().status("web").faults()).isZero();
            });
    assertThat(scene.trail().operatorOnPods()).isEmpty();
  }

  @Test
  void aDrainThatRacesUsTakesNoPodTwiceAndNoneBeyondTheBudget(Scene scene) throws Exception {
    var pool = scene.hosts("a", "b", "c");
    scene.policies().judgeNodes();
    scene.running(
        scene.workloads().deployment("web", 9, PodPart.readyAfter(Duration.ofSeconds(1))));
    scene.create(scene.workloads().budget("web", "8"));
    scene.policies().protect("web", List.of("web"));
    scene.awaitCounted("web", 9);
    var ill = pool.host(0);
    var there = scene.namesOn(ill, "web");

    ill.setCondition("KernelDeadlock", "True");
    scene.eventually().until("we have begun", () -> !scene.trail().askedToRemove().isEmpty());
    drain(scene, ill);
    scene
        .eventually()
        .within(Duration.ofSeconds(60))
        .untilAsserted(
            "the host is empty and all are ready",
            () -> {
              assertThat(scene.namesOn(ill, "web")).isEmpty();
              assertThat(scene.policies().status("web").pods().summary()).isEqualTo("9/9");
              assertThat(scene.policies().status("web").faults()).isZero();
            });
    assertThat(scene.trail().removed()).doesNotHaveDuplicates();
    assertThat(there).containsAll(scene.trail().removed());
  }

  private static void drain(Scene scene, FakeHost host) throws IOException, InterruptedException {
    var plane = scene.plane();
    var command =
        List.of(
            plane.binaries().binary("kubectl").toString(),
            "--kubeconfig=" + plane.kubeconfig(),
            "drain",
            host.name(),
            "--ignore-daemonsets",
            "--timeout=60s");
    var log = Path.of(plane.logs().toString(), host.name() + "-drain.log").toFile();
    var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }
}
