package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.NodePolicyStatus.Warned;
import dev.holdfast.kit.FakeHost;
import dev.holdfast.kit.OperatorExtension;
import dev.holdfast.kit.Scene;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What node-problem-detector writes as Events, and what anybody may write who may write Events. */
@Tag("integration")
@ExtendWith(OperatorExtension.class)
class NodeWarningsIT {
  private static final String WARNING = "IOError";

  @Test
  void whatEventsWarnOfIsShownAndNothingIsDoneNorHeldBackForIt(Scene scene) throws Exception {
    var doubted = scene.hosts("a", "b").host(0);
    var policies = scene.policies();
    policies.judgeNodes();
    scene.running(scene.workloads().deployment("web", 2));
    policies.protect("web", List.of("web"), "detection: {notReadyFor: 1s}");
    scene.eventually().until("the node is judged", () -> healthy(scene) == 2);

    var told = scene.client().resource(ProblemEvent.of(doubted, WARNING, 1)).create();
    shows(scene, doubted, "hardware: IOError once or twice in 10m");
    told.setCount(4);
    scene.client().resource(told).update();
    shows(scene, doubted, "hardware: IOError 3 times or more in 10m");
    scene
        .eventually()
        .stays(
            "the node is as good as before",
            Duration.ofSeconds(3),
            () -> !isBlamed(scene) && scene.trail().operatorOnNode(doubted.name()).isEmpty());
    assertThat(scene.trail().removed()).isEmpty();

    var faulty = scene.podsOn(doubted, "web").getFirst();
    scene.podState().notReady(faulty);
    scene
        .eventually()
        .until(
            "what fails there is replaced as ever",
            () -> scene.trail().removed().contains(faulty.getMetadata().getName()));
  }

  private static int healthy(Scene scene) {
    var healthy = scene.policies().nodes().healthy();
    return healthy == null ? 0 : healthy;
  }

  /** A lease that is late on a busy machine makes a node Suspect, which is another matter. */
  private static boolean isBlamed(Scene scene) {
    var unwell = scene.policies().nodes().unwell();
    return unwell.stream().anyMatch(node -> String.valueOf(node.cause()).contains(WARNING));
  }

  /** Statuses that only drift are written twice a minute. */
  private static void shows(Scene scene, FakeHost host, String cause) {
    scene
        .eventually()
        .within(Duration.ofSeconds(60))
        .untilAsserted(
            "the warning is shown",
            () ->
                assertThat(scene.policies().nodes().warnings())
                    .containsExactly(new Warned(host.name(), cause)));
  }
}
