package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.NodePolicyStatus.GuardStatus;
import dev.holdfast.kit.FakeHost;
import dev.holdfast.kit.OperatorExtension;
import dev.holdfast.kit.Scene;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When more than one host goes silent: one at a time, or none at all. */
@Tag("integration")
@ExtendWith(OperatorExtension.class)
class ManyHostsLostIT {
  private static final int REPLICAS = 10;

  @Test
  void theBrakeLetsTheSecondHostWaitUntilTheFirstIsWell(Scene scene) throws Exception {
    var pool = scene.hosts("a", "b", "c", "d", "e");
    scene.policies().judgeNodes(scene.pool(), "brake: {maxUnhealthy: 1}");
    scene.policies().protect("web", List.of("web"));
    scene.running(scene.workloads().deployment("web", REPLICAS));
    assertThat(hostsOf(scene)).contains(pool.host(0).name(), pool.host(1).name());

    pool.host(0).crash();
    pool.host(1).crash();
    scene
        .afterALoss()
        .untilAsserted(
            "one host is left, the other one held by the brake",
            () -> {
              assertThat(scene.policies().held("web").values()).containsOnly("Brake");
              assertThat(scene.trail().nodesChangedByOperator()).hasSize(1);
              assertThat(hostsOf(scene)).hasSize(4);
            });
    var first = pool.host(scene.trail().nodesChangedByOperator().getFirst());
    var second = pool.host(0) == first ? pool.host(1) : pool.host(0);
    scene
        .eventually()
        .stays(
            "the second one waits",
            Duration.ofSeconds(3),
            () -> scene.trail().operatorOnNode(second.name()).isEmpty());
    scene
        .eventually()
        .until("the node tells", () -> scene.policies().told("Node", second.name(), "NodeHeld"));
    scene
        .eventually()
        .until(
            "the policy tells",
            () -> scene.policies().told("HighAvailabilityPolicy", "web", "Held"));

    first.comeBack();
    scene
        .afterALoss()
        .untilAsserted(
            "the second host is left too",
            () -> {
              assertThat(hostsOf(scene)).doesNotContain(second.name());
              assertThat(scene.policies().status("web").pods().ready()).isEqualTo(REPLICAS);
              assertThat(scene.policies().held("web")).isEmpty();
            });
  }

  @Test
  void whenMoreThanHalfAreSilentNothingMoves(Scene scene) throws Exception {
    var pool = scene.hosts("a", "b", "c");
    scene.policies().judgeNodes();
    scene.policies().protect("web", List.of("web"));
    scene.running(scene.workloads().deployment("web", REPLICAS));
    var back = pool.host(0);
    var gone = pool.host(1);

    back.cutOff();
    gone.cutOff();
    scene
        .afterALoss()
        .untilAsserted(
            "both are Lost, and the guard says why nothing is done",
            () -> {
              assertThat(scene.policies().nodes().guards())
                  .extracting(GuardStatus::name)
                  .containsExactly("MajoritySilent");
              assertThat(scene.policies().nodes().unwell())
                  .extracting(node -> node.verdict())
                  .containsExactly("Lost", "Lost");
              assertThat(scene.policies().held("web").values()).containsOnly("MajoritySilent");
            });
    scene
        .eventually()
        .stays(
            "nothing is done",
            Duration.ofSeconds(3),
            () ->
                scene.trail().operatorOnPods().isEmpty()
                    && scene.trail().nodesChangedByOperator().isEmpty());

    back.comeBack();
    scene
        .afterALoss()
        .untilAsserted(
            "the one that is really lost is left",
            () -> {
              assertThat(hostsOf(scene)).doesNotContain(gone.name());
              assertThat(scene.policies().status("web").pods().ready()).isEqualTo(REPLICAS);
            });
    scene
        .eventually()
        .until("no guard is told of", () -> scene.policies().nodes().guards().isEmpty());
    assertThat(scene.trail().nodesChangedByOperator()).containsExactly(gone.name());
  }

  @Test
  void aLostZoneIsOneEventAndMovesOnlyWhoNeedsIt(Scene scene) throws Exception {
    var pool = scene.hosts("a", "a", "a", "b", "b", "c", "c");
    scene.policies().judgeNodes(scene.pool(), "brake: {maxUnhealthy: 1}");
    scene.policies().protect("patient", List.of("patient"), "{objective: {minAvailable: 1}}");
    scene.policies().protect("needy", List.of("needy"), "{objective: {minAvailable: 100%}}");
    scene.running(scene.workloads().deployment("patient", REPLICAS));
    scene.running(scene.workloads().deployment("needy", REPLICAS));
    var zone = pool.zone("a").stream().map(FakeHost::name).collect(Collectors.toSet());
    var waiting =
        scene.pods("patient").stream()
            .filter(pod -> zone.contains(pod.getSpec().getNodeName()))
            .map(pod -> "Pod/" + pod.getMetadata().getName())
            .toList();

    pool.crashZone("a");
    scene
        .afterALoss()
        .untilAsserted(
            "the needy are moved at once, the patient wait",
            () -> {
              assertThat(scene.policies().status("needy").pods().ready()).isEqualTo(REPLICAS);
              assertThat(scene.policies().held("patient").keySet())
                  .containsExactlyInAnyOrderElementsOf(waiting);
              assertThat(scene.policies().held("patient").values()).containsOnly("ZoneLost");
            });
    assertThat(scene.trail().operatorDeletes())
        .isNotEmpty()
        .allMatch(event -> event.name().startsWith("needy-"));

    scene.policies().judgeNodes(scene.pool(), "brake: {maxUnhealthy: 1, zoneDelay: 1s}");
    scene
        .afterALoss()
        .until(
            "the patient are moved after the delay",
            () -> scene.policies().status("patient").pods().ready() == REPLICAS);
    assertThat(scene.trail().nodesChangedByOperator()).containsExactlyInAnyOrderElementsOf(zone);
  }

  /** Of pods that are not on their way out. */
  private static Set<String> hostsOf(Scene scene) {
    return scene.pods("web").stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .map(pod -> pod.getSpec().getNodeName())
        .collect(Collectors.toSet());
  }
}
