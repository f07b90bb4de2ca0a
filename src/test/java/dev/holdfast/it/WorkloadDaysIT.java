package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.IncidentStatus;
import dev.holdfast.kit.AuditEvent;
import dev.holdfast.kit.FakeHost;
import dev.holdfast.kit.OperatorExtension;
import dev.holdfast.kit.OperatorProcess;
import dev.holdfast.kit.PodPart;
import dev.holdfast.kit.Scene;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bad days of workloads, and of others who work on the same pods and nodes. */
@Tag("integration")
@ExtendWith(OperatorExtension.class)
class WorkloadDaysIT {
  private static final String QUICK = "detection: {notReadyFor: 1s}";
  private static final String KEPT = "example.test/kept";

  @Test
  void aBudgetThatCanNeverBeMetIsAskedEverMoreSeldomAndItIsTold(Scene scene) throws Exception {
    scene.hosts("a", "b");
    scene.running(scene.workloads().deployment("web", 3));
    scene.create(scene.workloads().budget("web", "50"));
    scene.policies().protect("web", List.of("web"), QUICK);
    var pod = scene.pods("web").getFirst();
    scene.podState().notReady(pod);

    scene
        .eventually()
        .untilAsserted(
            "the wait is told",
            () -> {
              assertThat(scene.policies().held("web"))
                  .containsEntry("Pod/" + name(pod), "DisruptionBudget");
              assertThat(scene.policies().told("HighAvailabilityPolicy", "web", "Held")).isTrue();
            });
    var before = asked(scene).size();
    scene
        .eventually()
        .stays("nobody is removed", Duration.ofSeconds(8), () -> scene.trail().removed().isEmpty());
    assertThat(asked(scene).size() - before).isLessThan(8);
    assertThat(asked(scene)).extracting(AuditEvent::code).containsOnly(429);
  }

  private static List<AuditEvent> asked(Scene scene) {
    return scene.trail().operatorInNamespace().stream().filter(AuditEvent::removesPod).toList();
  }

  @Test
  void aPodThatAFinalizerKeepsForEverIsReplacedAndDeletedOnlyOnce(Scene scene) throws Exception {
    scene.hosts("a", "b");
    scene.running(scene.workloads().deployment("web", 3));
    scene.running(scene.workloads().statefulSet("db", 1));
    var web = scene.pods("web").getFirst();
    var db = scene.pods("db").getFirst();
    keep(scene, web, true);
    keep(scene, db, true);
    scene.policies().protect("web", List.of("web"), QUICK);
    scene.policies().protect("db", List.of("db"), QUICK);
    scene.podState().notReady(web);
    scene.podState().notReady(db);
    try {
      scene
          .eventually()
          .until("one slot is well", () -> last(scene, "web").state().equals("Recovered"));
      scene.eventually().until("the other is tried", () -> last(scene, "db").acts() == 1);
      scene
          .eventually()
          .stays(
              "neither is deleted again",
              Duration.ofSeconds(8),
              () -> scene.trail().removed().size() == 2);
      assertThat(last(scene, "db").state()).isEqualTo("Open");
    } finally {
      keep(scene, web, false);
      keep(scene, db, false);
    }
    scene
        .eventually()
        .until("it is well when it may go", () -> last(scene, "db").state().equals("Recovered"));
  }

  @Test
  void aNodeThatIsRebornUnderItsNameIsAnotherNode(Scene scene) throws Exception {
    var pool = scene.hosts("a");
    var host = pool.host(0);
    scene.policies().judgeNodes();
    scene.policies().protect("db", List.of("db"));
    scene.running(scene.workloads().statefulSet("db", 1));
    pool.add("b");
    pool.add("c");

    host.cutOff();
    scene
        .eventually()
        .until("it waits", () -> scene.policies().held("db").containsValue("AwaitingProof"));
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
    assertThat(scene.policies().told("Node", host.name(), "ConfirmationRefused")).isTrue();
  }

  @Test
  void aPolicyThatIsEditedOrDeletedInTheMidstOfARecoveryStopsIt(Scene scene) throws Exception {
    var pool = scene.hosts("a", "b", "c");
    var policies = scene.policies();
    policies.judgeNodes();
    scene.running(
        scene.workloads().deployment("web", 12, PodPart.readyAfter(Duration.ofSeconds(2))));
    policies.protect("web", List.of("web"));
    scene.eventually().until("it is seen", () -> policies.status("web").pods().ready() == 12);
    var ill = pool.host(0);

    ill.setCondition("KernelDeadlock", "True");
    scene.eventually().until("it is being emptied", () -> !scene.trail().removed().isEmpty());
    policies.protect("web", List.of("web"), "mode: Observe");
    scene.eventually().until("it says so", () -> policies.held("web").containsValue("Observe"));
    int removed = scene.trail().removed().size();
    scene
        .eventually()
        .stays("it stops", Duration.ofSeconds(5), () -> scene.trail().removed().size() == removed);
    assertThat(on(scene, ill)).isNotEmpty();

    policies.protect("web", List.of("web"), "mode: Enforce");
    scene.eventually().until("it goes on", () -> scene.trail().removed().size() > removed);
    policies.delete("web");
    scene
        .eventually()
        .stays(
            "pods stay where a pod was moved every third second",
            Duration.ofSeconds(8),
            () -> !on(scene, ill).isEmpty());
    ill.setCondition("KernelDeadlock", "False");
    scene.eventually().until("the mark is taken off", () -> !isMarked(ill));
  }

  @Test
  void inANamespaceThatIsBeingDeletedNothingIsDone(Scene scene, OperatorProcess operator)
      throws Exception {
    var pool = scene.hosts("a", "b", "c");
    scene.policies().judgeNodes();
    scene.running(scene.workloads().deployment("web", 4));
    scene.policies().protect("web", List.of("web"));
    scene
        .eventually()
        .until("it is seen", () -> scene.policies().status("web").pods().ready() == 4);
    var pods = scene.pods("web");
    pods.forEach(pod -> keep(scene, pod, true));
    var lost = pool.host(pods.getFirst().getSpec().getNodeName());
    try {
      lost.crash();
      scene.client().namespaces().withName(scene.namespace()).delete();
      scene
          .eventually()
          .until(
              "the node is Lost",
              () ->
                  scene.policies().nodes().unwell().stream()
                      .anyMatch(node -> node.verdict().equals("Lost")));
      scene
          .eventually()
          .stays(
              "its pods are left to Kubernetes",
              Duration.ofSeconds(5),
              () -> scene.trail().operatorOnPods().isEmpty());
    } finally {
      pods.forEach(pod -> keep(scene, pod, false));
    }
    assertThat(operator.isAlive()).isTrue();
  }

  /** What a HorizontalPodAutoscaler does: it writes the scale. */
  @Test
  void aWorkloadThatIsScaledDownInTheMidstOfARecoveryIsTakenAsItIs(Scene scene) throws Exception {
    var pool = scene.hosts("a", "b", "c");
    scene.policies().judgeNodes();
    scene.running(
        scene.workloads().deployment("web", 9, PodPart.readyAfter(Duration.ofSeconds(4))));
    scene.policies().protect("web", List.of("web"), "objective: {minAvailable: 2}");
    scene
        .eventually()
        .until("it is seen", () -> scene.policies().status("web").pods().ready() == 9);
    var lost = pool.host(0);
    var there = on(scene, lost);

    lost.crash();
    scene.eventually().until("it has begun", () -> !scene.trail().removed().isEmpty());
    scene.client().apps().deployments().inNamespace(scene.namespace()).withName("web").scale(2);
    scene
        .eventually()
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
    scene
        .eventually()
        .until("it is seen", () -> scene.policies().status("web").pods().ready() == 9);
    var ill = pool.host(0);
    var there = on(scene, ill);

    ill.setCondition("KernelDeadlock", "True");
    scene.eventually().until("we have begun", () -> !asked(scene).isEmpty());
    drain(scene, ill);
    scene
        .eventually()
        .within(Duration.ofSeconds(60))
        .untilAsserted(
            "the host is empty and all are ready",
            () -> {
              assertThat(on(scene, ill)).isEmpty();
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

  private static void keep(Scene scene, Pod pod, boolean kept) {
    var live = scene.client().pods().inNamespace(scene.namespace()).withName(name(pod));
    if (live.get() == null) return;
    live.edit(
        p ->
            new PodBuilder(p)
                .editMetadata()
                .withFinalizers(kept ? List.of(KEPT) : List.of())
                .endMetadata()
                .build());
  }

  private static IncidentStatus last(Scene scene, String app) {
    return scene.policies().incidents(app, app).getLast();
  }

  private static List<String> on(Scene scene, FakeHost host) {
    return scene.pods("web").stream()
        .filter(pod -> host.name().equals(pod.getSpec().getNodeName()))
        .map(WorkloadDaysIT::name)
        .toList();
  }

  private static boolean isMarked(FakeHost host) {
    return host.node().getSpec().getTaints().stream()
        .anyMatch(taint -> taint.getKey().equals("holdfast.dev/unhealthy"));
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getName();
  }
}
