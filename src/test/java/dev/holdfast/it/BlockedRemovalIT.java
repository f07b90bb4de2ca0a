package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.IncidentStatus;
import dev.holdfast.kit.AuditEvent;
import dev.holdfast.kit.OperatorExtension;
import dev.holdfast.kit.OperatorProcess;
import dev.holdfast.kit.Scene;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What keeps a pod from going is not run against, and the wait is told. */
@Tag("integration")
@ExtendWith(OperatorExtension.class)
class BlockedRemovalIT {
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
                  .containsEntry("Pod/" + pod.getMetadata().getName(), "DisruptionBudget");
              assertThat(scene.policies().told("HighAvailabilityPolicy", "web", "Held")).isTrue();
            });
    var before = scene.trail().askedToRemove().size();
    scene
        .eventually()
        .stays("nobody is removed", Duration.ofSeconds(8), () -> scene.trail().removed().isEmpty());
    assertThat(scene.trail().askedToRemove().size() - before).isLessThan(8);
    assertThat(scene.trail().askedToRemove()).extracting(AuditEvent::code).containsOnly(429);
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

  private static IncidentStatus last(Scene scene, String app) {
    return scene.policies().incidents(app, app).getLast();
  }

  @Test
  void inANamespaceThatIsBeingDeletedNothingIsDone(Scene scene, OperatorProcess operator)
      throws Exception {
    var pool = scene.hosts("a", "b", "c");
    scene.policies().judgeNodes();
    scene.running(scene.workloads().deployment("web", 4));
    scene.policies().protect("web", List.of("web"));
    scene.awaitCounted("web", 4);
    var pods = scene.pods("web");
    pods.forEach(pod -> keep(scene, pod, true));
    var lost = pool.host(pods.getFirst().getSpec().getNodeName());
    try {
      lost.crash();
      scene.client().namespaces().withName(scene.namespace()).delete();
      scene
          .afterALoss()
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

  private static void keep(Scene scene, Pod pod, boolean kept) {
    var name = pod.getMetadata().getName();
    var live = scene.client().pods().inNamespace(scene.namespace()).withName(name);
    if (live.get() == null) return;
    live.edit(
        p ->
            new PodBuilder(p)
                .editMetadata()
                .withFinalizers(kept ? List.of(KEPT) : List.of())
                .endMetadata()
                .build());
  }
}
