package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.AvailabilityStatus;
import dev.holdfast.api.PolicyStatus;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.OwnPlane;
import dev.holdfast.kit.Scene;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.LedgerCodec;
import dev.holdfast.ledger.Tally;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the account says, held against what the test did and when. */
@Tag("integration")
@OwnPlane
@ExtendWith(KubeExtension.class)
class AccountIT {
  private static final String ALL_THREE = "objective: {minAvailable: 3}";

  @Test
  void anOutageLiesWithinTheBoundsAndTimeWithoutAnyReplicaIsUnknown(Scene scene) throws Exception {
    var replicas = Replicas.on(scene.plane());
    var pool = scene.hosts("a", "b", "c");
    scene.policies().judgeNodes();
    scene.running(scene.workloads().deployment("web", 3));
    scene.policies().protect("web", List.of("web"), ALL_THREE);
    try (var first = replicas.launch("red")) {
      first.awaitReady();
      untilState(scene, "Up");

      var host = pool.host(scene.pods("web").getFirst().getSpec().getNodeName());
      var crashed = Instant.now();
      host.cutOff();
      scene.afterALoss().until("an outage is booked, and over", () -> isOver(scene, crashed));
      var down = tally(scene, crashed.minusSeconds(60), Instant.now());
      var truth = Duration.between(crashed, readyAgain(scene));
      assertThat(truth).isBetween(down.downLeast(), down.downMost());
      assertThat(down.downMost().minus(down.downLeast())).isLessThan(Duration.ofSeconds(13));
      first.kill();
    }
    var killed = Instant.now();
    try (var second = replicas.launch("blue")) {
      second.awaitReady();
      replicas.untilLed("blue");
      var leads = Instant.now();
      scene.podState().notReady(aReadyPod(scene));
      untilState(scene, "Down");
      var between = tally(scene, killed, leads);
      assertThat(between.up()).isLessThan(Duration.ofSeconds(10));
      assertThat(between.unknown()).isPositive();
      assertThat(ledger(status(scene)).since()).isBefore(killed);
    }
  }

  /** When the API server says that all three pods were ready again. */
  private static Instant readyAgain(Scene scene) {
    return scene.pods("web").stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .flatMap(pod -> pod.getStatus().getConditions().stream())
        .filter(condition -> condition.getType().equals("Ready"))
        .map(condition -> Instant.parse(condition.getLastTransitionTime()))
        .max(Instant::compareTo)
        .orElseThrow();
  }

  /** Not the one that ends on the lost host. */
  private static Pod aReadyPod(Scene scene) {
    return scene.pods("web").stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .filter(Readiness::isPodReady)
        .findFirst()
        .orElseThrow();
  }

  private static void untilState(Scene scene, String state) {
    scene.eventually().until("the workload is " + state, () -> state.equals(state(status(scene))));
  }

  /** By one look at the status: between two of them it may change. */
  private static boolean isOver(Scene scene, Instant since) {
    var status = status(scene);
    var booked = ledger(status).tally(since.minusSeconds(60), Instant.now());
    return state(status).equals("Up") && !booked.down().isZero();
  }

  private static String state(PolicyStatus status) {
    AvailabilityStatus availability = status.availability();
    return availability == null ? "" : availability.now();
  }

  private static Tally tally(Scene scene, Instant from, Instant to) {
    return ledger(status(scene)).tally(from, to);
  }

  private static PolicyStatus status(Scene scene) {
    return scene.policies().status("web");
  }

  private static Ledger ledger(PolicyStatus status) {
    return LedgerCodec.read(Objects.requireNonNull(status.account()));
  }
}
