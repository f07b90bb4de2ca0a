package dev.holdfast.it;

import static dev.holdfast.kit.NodeSight.isMarked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.api.IncidentStatus;
import dev.holdfast.kit.AuditEvent;
import dev.holdfast.kit.OperatorExtension;
import dev.holdfast.kit.PodPart;
import dev.holdfast.kit.Scene;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is voluntary asks first: budgets, the policy's own promise, and room elsewhere. */
@Tag("integration")
@ExtendWith(OperatorExtension.class)
class EvictionIT {
  @Test
  void aDisruptionBudgetIsWaitedForAndTheWaitIsTold(Scene scene) throws Exception {
    scene.hosts("a", "b");
    for (var app : List.of("web", "api")) {
      scene.running(scene.workloads().deployment(app, 3));
      scene.create(scene.workloads().budget(app, "3"));
    }
    var web = scene.pods("web").getFirst();
    var api = scene.pods("api").getFirst();
    scene.podState().notReady(web);
    scene.podState().notReady(api);
    for (var app : List.of("web", "api")) {
      scene.eventually().until("the budget counts two", () -> healthy(scene, app) == 2);
      scene.policies().protect(app, List.of(app), "detection: {notReadyFor: 1s}");
    }
    waitsForBudget(scene, "web", web);
    waitsForBudget(scene, "api", api);

    scene.podState().ready(api);
    var healed = closed(scene, "api");
    assertThat(healed.state()).isEqualTo("SelfHealed");
    assertThat(healed.acts()).isZero();

    scene
        .client()
        .resource(scene.workloads().budget("web", "2"))
        .forceConflicts()
        .serverSideApply();
    var recovered = closed(scene, "web");
    assertThat(recovered.state()).isEqualTo("Recovered");
    assertThat(recovered.acts()).isEqualTo(1);

    assertThat(evictions(scene, web)).startsWith(429, 429).endsWith(201);
    assertThat(evictions(scene, api)).containsOnly(429);
  }

  @Test
  void anImpairedNodeIsMarkedThenEmptiedOnePodAtATimeAndReleasedWhenItIsWell(Scene scene)
      throws Exception {
    var pool = scene.hosts("a", "b", "c");
    var policies = scene.policies();
    policies.judgeNodes();
    scene.running(scene.workloads().deployment("web", 6));
    policies.protect("web", List.of("web"), "objective: {minAvailable: 5}");
    var ill = pool.host(scene.pods("web").getFirst().getSpec().getNodeName());
    int there = scene.podsOn(ill, "web").size();

    ill.setCondition("KernelDeadlock", "True");
    scene
        .eventually()
        .untilAsserted(
            "it is empty",
            () -> {
              assertThat(scene.podsOn(ill, "web")).isEmpty();
              assertThat(policies.status("web").pods().summary()).isEqualTo("6/6");
              assertThat(policies.status("web").faults()).isZero();
            });

    var incidents = policies.incidents("web", "web");
    assertThat(incidents).hasSize(there);
    assertThat(incidents)
        .extracting(IncidentStatus::fault, IncidentStatus::state)
        .containsOnly(tuple("OnImpairedNode", "Recovered"));
    assertOneAtATime(incidents);
    var marked =
        scene.trail().operatorAnywhere().stream()
            .filter(
                c -> c.resource().equals("nodes") && c.name().equals(ill.name()) && c.succeeded())
            .map(AuditEvent::answered)
            .findFirst();
    assertThat(marked).hasValueSatisfying(at -> assertThat(at).isBefore(firstRemoval(scene)));

    ill.setCondition("KernelDeadlock", "False");
    var well = System.nanoTime();
    scene.eventually().until("it takes pods again", () -> !isMarked(ill));
    assertThat(Duration.ofNanos(System.nanoTime() - well)).isGreaterThan(Duration.ofSeconds(2));
    assertThat(policies.told("Node", ill.name(), "NodeImpaired")).isTrue();
  }

  @Test
  void aReadyPodIsNotMovedWhenThatBreaksThePolicysOwnPromise(Scene scene) throws Exception {
    var pool = scene.hosts("a", "b");
    var policies = scene.policies();
    policies.judgeNodes();
    scene.running(scene.workloads().deployment("web", 2));
    policies.protect("web", List.of("web"), "objective: {minAvailable: 2}");
    var pod = scene.pods("web").getFirst();
    var ill = pool.host(pod.getSpec().getNodeName());

    ill.setCondition("KernelDeadlock", "True");
    scene
        .eventually()
        .untilAsserted(
            "it is held",
            () -> assertThat(policies.held("web")).containsEntry(subject(pod), "MinAvailable"));
    scene
        .eventually()
        .stays("nobody is moved", Duration.ofSeconds(3), () -> scene.trail().removed().isEmpty());

    policies.protect("web", List.of("web"), "objective: {minAvailable: 1}");
    scene.eventually().until("it is moved", () -> scene.podsOn(ill, "web").isEmpty());
  }

  @Test
  void aPodIsMovedOnlyWhenThereIsRoomForItElsewhere(Scene scene) throws Exception {
    var pool = scene.hosts(host -> host.offering("cpu", "2"), "a", "b");
    var policies = scene.policies();
    policies.judgeNodes();
    scene.running(scene.workloads().deployment("web", 2, PodPart.requesting("cpu", "1500m")));
    policies.protect(
        "web",
        List.of("web"),
        """
        detection: {notReadyFor: 1s}
        recovery: {ladder: [{action: Migrate, within: 20s}]}
        """);
    var pod = scene.pods("web").getFirst();

    scene.podState().notReady(pod);
    scene
        .eventually()
        .untilAsserted(
            "there is no room",
            () ->
                assertThat(policies.status("web").held())
                    .singleElement()
                    .satisfies(
                        held -> {
                          assertThat(held.reason()).isEqualTo("NoRoomElsewhere");
                          assertThat(held.message()).contains("1 too full");
                          assertThat(held.release()).isNotEmpty();
                        }));
    assertThat(scene.trail().removed()).isEmpty();

    pool.add("c");
    assertThat(closed(scene, "web").state()).isEqualTo("Recovered");
    assertThat(scene.pods("web")).extracting(p -> p.getSpec().getNodeName()).doesNotContainNull();
  }

  /** A budget that still counts all of them lets one go that is not ready. */
  private static int healthy(Scene scene, String budget) {
    var budgets = scene.client().policy().v1().podDisruptionBudget();
    var status = budgets.inNamespace(scene.namespace()).withName(budget).get().getStatus();
    return status.getCurrentHealthy();
  }

  private static void waitsForBudget(Scene scene, String app, Pod pod) {
    scene
        .eventually()
        .untilAsserted(
            app + " waits",
            () -> {
              assertThat(scene.policies().status(app).held())
                  .singleElement()
                  .satisfies(
                      held -> {
                        assertThat(held.subject()).isEqualTo(subject(pod));
                        assertThat(held.reason()).isEqualTo("DisruptionBudget");
                        assertThat(held.message()).contains(app);
                        assertThat(held.release()).contains("PodDisruptionBudget");
                      });
              var retry = scene.policies().incidents(app, app).getLast().retry();
              assertThat(Objects.requireNonNull(retry).count()).isGreaterThanOrEqualTo(2);
            });
  }

  private static IncidentStatus closed(Scene scene, String app) {
    scene
        .eventually()
        .within(Duration.ofSeconds(45))
        .until(
            app + " is well again",
            () -> !scene.policies().incidents(app, app).getLast().state().equals("Open"));
    return scene.policies().incidents(app, app).getLast();
  }

  private static void assertOneAtATime(List<IncidentStatus> incidents) {
    var inOrder = incidents.stream().sorted(Comparator.comparing(i -> i.times().acted())).toList();
    for (int i = 1; i < inOrder.size(); i++) {
      assertThat(Instant.parse(inOrder.get(i).times().acted()))
          .isAfter(Instant.parse(inOrder.get(i - 1).times().ready()));
    }
  }

  private static Instant firstRemoval(Scene scene) {
    return scene.trail().askedToRemove().getFirst().answered();
  }

  private static List<Integer> evictions(Scene scene, Pod pod) {
    return scene.trail().askedToRemove().stream()
        .filter(c -> c.name().equals(pod.getMetadata().getName()))
        .map(AuditEvent::code)
        .toList();
  }

  private static String subject(Pod pod) {
    return "Pod/" + pod.getMetadata().getName();
  }
}
