package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.kit.OperatorExtension;
import dev.holdfast.kit.Scene;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two node policies for one host, and two policies for one pod. */
@Tag("integration")
@ExtendWith(OperatorExtension.class)
class TwoPoliciesIT {
  private static final int STRICTER_SECONDS = 11;

  @Test
  void theStricterNodePolicyCountsAndTheOlderPolicyActs(Scene scene) throws Exception {
    var pool = scene.hosts("a");
    var host = pool.host(0);
    scene.policies().judgeNodes();
    scene
        .policies()
        .judgeNodes(
            scene.pool() + "-stricter",
            "conditions: [{type: Ready, status: Unknown, for: %ds}]".formatted(STRICTER_SECONDS));
    scene.policies().protect("older", List.of("web"), "recovery: {ladder: [{action: Restart}]}");
    scene.running(scene.workloads().deployment("web", 1));
    awaitLaterSecond(scene, scene.policies().get("older"));
    scene.policies().protect("newer", List.of("web"), "{objective: {minAvailable: 0}}");
    pool.add("b");
    pool.add("c");
    var pod = "Pod/" + scene.pods("web").getFirst().getMetadata().getName();

    host.crash();

    scene
        .afterALoss()
        .untilAsserted(
            "both hold the pod, each for its reason",
            () -> {
              assertThat(scene.policies().held("older")).containsExactly(entry(pod, "NoRung"));
              assertThat(scene.policies().held("newer"))
                  .containsExactly(entry(pod, "OverlappingPolicy"));
            });
    bothSaySo(scene);
    assertThat(scene.trail().operatorOnPods()).isEmpty();

    scene.policies().protect("older", List.of("web"));

    scene
        .eventually()
        .until("the older one recovered it", () -> state(scene, "older").equals("Recovered"));
    scene
        .eventually()
        .until("the newer one saw it", () -> state(scene, "newer").equals("ReplacedByOthers"));
    assertThat(scene.trail().operatorDeletes()).hasSize(1);
    assertThat(scene.policies().incidents("older", "web").getFirst().phases().detect())
        .isGreaterThanOrEqualTo(STRICTER_SECONDS);
  }

  /** Ages are told to the second: of two of the same one the name decides. */
  private static void awaitLaterSecond(Scene scene, HighAvailabilityPolicy policy) {
    var born = Instant.parse(policy.getMetadata().getCreationTimestamp());
    scene.eventually().until("a later second", () -> !Instant.now().isBefore(born.plusSeconds(1)));
  }

  private static void bothSaySo(Scene scene) {
    assertThat(scene.policies().condition("older", "SelectorSound"))
        .isEqualTo(
            "False/OverlappingPolicy: pods of this policy are selected by newer too: this one"
                + " came first, and is the only one that acts on them; narrow the selectors");
    assertThat(scene.policies().condition("newer", "SelectorSound"))
        .isEqualTo(
            "False/OverlappingPolicy: pods of this policy are selected by older too: older"
                + " came first, and is the only one that acts on them; narrow the selectors");
  }

  private static String state(Scene scene, String policy) {
    return scene.policies().incidents(policy, "web").getFirst().state();
  }
}
