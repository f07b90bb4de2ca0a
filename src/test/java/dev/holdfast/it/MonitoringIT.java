package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.MonitoringFiles;
import dev.holdfast.kit.NeedsTools;
import dev.holdfast.kit.OwnPlane;
import dev.holdfast.kit.Scene;
import dev.holdfast.kit.Tool;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is shipped for monitoring, in a real Prometheus that scrapes a running operator. */
@Tag("integration")
@OwnPlane
@NeedsTools({Tool.PROMETHEUS, Tool.ALERTMANAGER})
@ExtendWith(KubeExtension.class)
class MonitoringIT {
  /** Makes 15 s of the half hour that a short outage keeps the alert up. */
  private static final ShortRules RULES = new ShortRules(120);

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ALL = "{objective: {minAvailable: 2}, detection: {notReadyFor: 1s}";

  @Test
  void anOutageIsAlertedOnAndTheAlertEndsWithItAndNoPanelOfTheDashboardIsEmpty(Scene scene)
      throws Exception {
    var replicas = Replicas.on(scene.plane());
    scene.hosts("a", "b");
    scene.policies().judgeNodes();
    scene.policies().protect("web", List.of("web"), ALL + "}");
    scene.policies().protect("watched", List.of("watched"), ALL + ", mode: Observe}");
    scene.running(scene.workloads().deployment("web", 2));
    scene.running(scene.workloads().deployment("watched", 2));
    try (var operator = replicas.launch("red")) {
      operator.awaitReady();
      try (var monitoring = Monitoring.start(scene.plane(), operator.address(), RULES.text())) {
        awaitCalm(scene, monitoring);
        var broken = scene.pods("watched").getFirst();
        scene.podState().notReady(scene.pods("web").getFirst());
        scene.podState().notReady(broken);
        awaitAlert(scene, monitoring, true);
        assertNoPanelIsEmpty(scene, monitoring);

        scene.podState().ready(broken);
        awaitAlert(scene, monitoring, false);
        assertHoldfastIsWell(scene, monitoring);
      }
    }
  }

  /** Both workloads are known to be available, and nothing is alerted on. */
  private static void awaitCalm(Scene scene, Monitoring monitoring) {
    var ours = "{namespace=\"" + scene.namespace() + "\"}";
    scene
        .eventually()
        .within(PATIENCE)
        .untilAsserted(
            "Prometheus knows both, and no alert is active",
            () -> {
              assertThat(monitoring.query("holdfast_policy_available" + ours + " == 1")).hasSize(2);
              assertThat(monitoring.query("policy:holdfast_burn_rate:1h" + ours)).hasSize(2);
              assertThat(monitoring.alerts()).isEmpty();
            });
  }

  private static void awaitAlert(Scene scene, Monitoring monitoring, boolean expected) {
    scene
        .eventually()
        .within(PATIENCE)
        .until(
            "the alert is " + (expected ? "active" : "over"),
            () -> monitoring.alerts().contains("HoldfastBudgetBurnsFast watched") == expected);
  }

  /** An outage of what it watches is none of its own. */
  private static void assertHoldfastIsWell(Scene scene, Monitoring monitoring) {
    scene
        .eventually()
        .untilAsserted(
            "all rules work, and no other alert is active",
            () -> {
              assertThat(monitoring.health()).containsExactly("ok");
              assertThat(monitoring.alerts()).allMatch(alert -> alert.startsWith("HoldfastBudget"));
            });
  }

  private static void assertNoPanelIsEmpty(Scene scene, Monitoring monitoring) throws IOException {
    for (var query : MonitoringFiles.queries()) {
      scene
          .eventually()
          .untilAsserted(
              query.panel(),
              () -> assertThat(monitoring.query(query.filledIn())).as(query.panel()).isNotEmpty());
    }
  }
}
