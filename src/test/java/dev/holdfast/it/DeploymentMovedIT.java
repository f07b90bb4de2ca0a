package dev.holdfast.it;

import static dev.holdfast.kit.NodeSight.isMarked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.api.IncidentStatus;
import dev.holdfast.kit.AuditEvent;
import dev.holdfast.kit.FakeHost;
import dev.holdfast.kit.HostPool;
import dev.holdfast.kit.NodeSight;
import dev.holdfast.kit.OperatorExtension;
import dev.holdfast.kit.Scene;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The main job: a Deployment's pods leave hosts that died, and never land there again. */
@Tag("integration")
@ExtendWith(OperatorExtension.class)
class DeploymentMovedIT {
  private static final int REPLICAS = 10;
  private static final Duration QUIET = Duration.ofSeconds(3);

  @Test
  void aDeploymentIsMovedOffLostHostsOneOfThemCordoned(Scene scene) throws Exception {
    var pool = scene.hosts("a", "b", "c", "d", "e");
    scene.policies().judgeNodes();
    scene.policies().protect("web", List.of("web"), "{objective: {minAvailable: 6}}");
    scene.running(scene.workloads().deployment("web", REPLICAS));
    var silent = pool.host(0);
    var cordoned = pool.host(1);
    var stranded = strandedOn(scene, silent, cordoned);
    assertThat(stranded).as("pods on both hosts").hasSizeGreaterThan(1);

    cordoned.cordon();
    var crash = Instant.now();
    silent.crash();
    cordoned.crash();

    awaitMoved(scene, silent, cordoned);
    assertThat(scene.trail().boundSince(crash))
        .hasSize(stranded.size())
        .doesNotContain(silent.name(), cordoned.name());
    assertThatEachPodWasDeletedOnceAfterItsTaint(scene, stranded, silent, cordoned);
    assertThatIncidentsAreWhole(scene, stranded.size());
    assertThatPeopleWereTold(scene, stranded, silent, cordoned);
    assertThatWellHostsWereLeftAlone(scene, pool, silent, cordoned);
    assertThatTaintsGoAfterAQuietTime(scene, silent, cordoned);
  }

  private static List<Pod> strandedOn(Scene scene, FakeHost... hosts) {
    var names = names(hosts);
    return scene.pods("web").stream()
        .filter(pod -> names.contains(pod.getSpec().getNodeName()))
        .toList();
  }

  private static void awaitMoved(Scene scene, FakeHost... lost) {
    scene
        .afterALoss()
        .untilAsserted(
            "all replicas are ready on other hosts, and the incidents are closed",
            () -> {
              var elsewhere =
                  scene.pods("web").stream()
                      .filter(pod -> !names(lost).contains(pod.getSpec().getNodeName()))
                      .filter(pod -> scene.client().resource(pod).isReady());
              assertThat(elsewhere).hasSize(REPLICAS);
              assertThat(scene.policies().status("web").faults()).isZero();
              assertThat(scene.policies().status("web").pods().ready()).isEqualTo(REPLICAS);
            });
  }

  private static void assertThatEachPodWasDeletedOnceAfterItsTaint(
      Scene scene, List<Pod> stranded, FakeHost... lost) {
    var deletes = scene.trail().operatorOnPods();
    assertThat(deletes)
        .allMatch(event -> event.is("delete", "pods"))
        .extracting(AuditEvent::name)
        .containsExactlyInAnyOrderElementsOf(
            stranded.stream().map(pod -> pod.getMetadata().getName()).toList());
    for (var host : lost) {
      var mark = scene.trail().operatorOnNode(host.name()).getFirst();
      assertThat(mark.response().toString()).contains("holdfast.dev/unhealthy");
      assertThat(deletes)
          .filteredOn(event -> event.response().at("/spec/nodeName").asText().equals(host.name()))
          .isNotEmpty()
          .allMatch(event -> event.received().isAfter(mark.answered()));
    }
  }

  private static void assertThatIncidentsAreWhole(Scene scene, int count) {
    assertThat(scene.policies().incidents("web", "web"))
        .hasSize(count)
        .allSatisfy(DeploymentMovedIT::assertThatItIsWhole);
    var recovery = Objects.requireNonNull(scene.policies().status("web").recovery());
    assertThat(recovery.rate()).isEqualTo("100%");
    assertThat(recovery.recovered()).isEqualTo(count);
    assertThat(Objects.requireNonNull(recovery.detect()).p50()).isGreaterThanOrEqualTo(7);
  }

  private static void assertThatItIsWhole(IncidentStatus incident) {
    assertThat(incident.state()).isEqualTo("Recovered");
    assertThat(incident.fault()).isEqualTo("NodeLost");
    assertThat(incident.acts()).isEqualTo(1);
    assertThat(incident.occupant()).isNotEqualTo(incident.pod().uid());
    var phases = incident.phases();
    assertThat(phases.detect()).isGreaterThanOrEqualTo(7);
    assertThat(phases.detect() + phases.decide() + phases.act() + phases.ready())
        .isCloseTo(phases.total(), within(0.01));
  }

  private static void assertThatPeopleWereTold(Scene scene, List<Pod> stranded, FakeHost... lost) {
    var policies = scene.policies();
    scene
        .eventually()
        .untilAsserted(
            "events on policy, pods and nodes",
            () -> {
              assertThat(policies.reasons("HighAvailabilityPolicy", "web"))
                  .contains("FaultDetected", "RecoveryStarted", "Recovered");
              for (var pod : stranded) {
                assertThat(policies.reasons("Pod", pod.getMetadata().getName()))
                    .contains("FaultDetected", "RecoveryStarted");
              }
              for (var host : lost) {
                assertThat(policies.reasons("Node", host.name())).contains("NodeLost", "Tainted");
              }
            });
  }

  private static void assertThatWellHostsWereLeftAlone(
      Scene scene, HostPool pool, FakeHost... lost) {
    assertThat(pool.hosts()).hasSizeGreaterThan(lost.length);
    assertThat(scene.trail().nodesChangedByOperator())
        .containsExactlyInAnyOrderElementsOf(names(lost));
  }

  private static void assertThatTaintsGoAfterAQuietTime(Scene scene, FakeHost... lost) {
    for (var host : lost) {
      assertThat(isMarked(host)).as(host.name() + " keeps its taint while it is lost").isTrue();
    }
    var back = Instant.now();
    for (var host : lost) {
      host.comeBack();
    }
    scene
        .eventually()
        .until("both taints are gone", () -> List.of(lost).stream().noneMatch(NodeSight::isMarked));
    for (var host : lost) {
      scene
          .eventually() // the log tells of a change a little after it is to be seen
          .untilAsserted(
              "the log tells when",
              () ->
                  assertThat(scene.trail().operatorOnNode(host.name()))
                      .hasSize(2)
                      .last()
                      .satisfies(event -> assertThat(event.received()).isAfter(back.plus(QUIET))));
    }
    assertThat(lost[1].node().getSpec().getUnschedulable()).as("the cordon of others").isTrue();
    scene.eventually().until("the old pods are gone", () -> scene.pods("web").size() == REPLICAS);
    assertThat(scene.trail().operatorDeletes())
        .hasSize(scene.policies().incidents("web", "web").size());
  }

  private static List<String> names(FakeHost... hosts) {
    return List.of(hosts).stream().map(FakeHost::name).toList();
  }
}
