package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.IncidentStatus;
import dev.holdfast.kit.OperatorExtension;
import dev.holdfast.kit.Scene;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A slot climbs its ladder over the pods that fill it, one after the other. */
@Tag("integration")
@ExtendWith(OperatorExtension.class)
class LadderIT {
  private static final int MANY_RESTARTS = 5;

  @Test
  void aSlotWhosePodsCrashIsRestartedThenMovedThenLeftAlone(Scene scene) throws Exception {
    var pool = scene.hosts("a", "b", "c");
    var policies = scene.policies();
    policies.judgeNodes(scene.pool(), "steering: true");
    scene.running(scene.workloads().deployment("web", 3));
    policies.protect(
        "web",
        List.of("web"),
        """
        detection: {crashLoop: {restarts: 2}}
        recovery:
          ladder:
          - {action: Restart, within: 20s, attempts: 1}
          - {action: Migrate, within: 20s, attempts: 1}
        """);
    var first = scene.pods("web").getFirst();

    scene.podState().crashLoop(first, MANY_RESTARTS);
    var restart = recovered(scene, 1);
    assertThat(restart.fault()).isEqualTo("CrashLoop");
    assertThat(restart.ladder().rung()).isZero();
    assertThat(restart.ladder().attempts()).isEqualTo(1);
    var second = occupant(scene, restart);
    assertThat(second.getMetadata().getUid()).isNotEqualTo(first.getMetadata().getUid());

    scene.podState().crashLoop(second, MANY_RESTARTS);
    var move = recovered(scene, 2);
    assertThat(move.workload()).isEqualTo(restart.workload());
    assertThat(move.ladder().rung()).isEqualTo(1);
    assertThat(move.ladder().attempts()).isEqualTo(1);
    var third = occupant(scene, move);
    assertThat(third.getSpec().getNodeName()).isNotEqualTo(second.getSpec().getNodeName());
    var left = pool.host(second.getSpec().getNodeName());
    scene
        .eventually()
        .until("the node takes pods again", () -> left.node().getSpec().getTaints().isEmpty());

    scene.podState().crashLoop(third, MANY_RESTARTS);
    scene
        .eventually()
        .untilAsserted(
            "the ladder is exhausted",
            () -> {
              var open = policies.incidents("web", "web").getLast();
              assertThat(open.workload()).isEqualTo(restart.workload());
              assertThat(open.ladder().exhaustions()).isEqualTo(1);
              assertThat(Instant.parse(Objects.requireNonNull(open.ladder().backOffUntil())))
                  .isAfter(Instant.now().plusSeconds(20));
              assertThat(policies.held("web"))
                  .containsExactly(Map.entry("Pod/" + third.getMetadata().getName(), "BackOff"));
              assertThat(policies.told("HighAvailabilityPolicy", "web", "LadderExhausted"))
                  .isTrue();
            });
    scene
        .eventually()
        .stays(
            "the pod is left alone",
            Duration.ofSeconds(2),
            () ->
                scene.client().resource(third).get().getMetadata().getDeletionTimestamp() == null);
  }

  private static IncidentStatus recovered(Scene scene, int count) {
    scene
        .eventually()
        .untilAsserted(
            "recovery " + count,
            () ->
                assertThat(scene.policies().incidents("web", "web"))
                    .extracting(IncidentStatus::state)
                    .hasSize(count)
                    .containsOnly("Recovered"));
    return scene.policies().incidents("web", "web").getLast();
  }

  private static Pod occupant(Scene scene, IncidentStatus incident) {
    return scene.pods("web").stream()
        .filter(pod -> pod.getMetadata().getUid().equals(incident.occupant()))
        .findFirst()
        .orElseThrow();
  }
}
