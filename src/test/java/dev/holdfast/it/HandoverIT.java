package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kit.ApiCall;
import dev.holdfast.kit.ApiRelay;
import dev.holdfast.kit.Fate;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.OperatorProcess;
import dev.holdfast.kit.OwnPlane;
import dev.holdfast.kit.PodPart;
import dev.holdfast.kit.Scene;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One replica leads; when it goes, in whichever way, another finishes what it began. */
@Tag("integration")
@OwnPlane
@ExtendWith(KubeExtension.class)
class HandoverIT {
  private static final String QUICK = "detection: {notReadyFor: 1s}";

  @Test
  void leadersAndFollowersAnswerAndALeaderToldToStopHandsOverAtOnce(Scene scene) throws Exception {
    var replicas = Replicas.on(scene.plane());
    try (var leader = replicas.launch("red")) {
      leader.awaitReady();
      replicas.untilLed("red");
      handOver(scene, replicas, leader);
    }
  }

  private static void handOver(Scene scene, Replicas replicas, OperatorProcess leader)
      throws IOException {
    try (var follower = replicas.launch("blue")) {
      follower.awaitReady();
      assertAnswers(leader, 1);
      assertAnswers(follower, 0);

      var exit = leader.terminate();
      assertThatItGaveBack(replicas, "red", leader);
      var took = replicas.untilLed("blue");
      assertThat(exit.code()).isEqualTo(128 + 15);
      assertThat(exit.took()).isLessThan(Duration.ofSeconds(10));
      System.out.printf(
          "SIGTERM: the leader was gone after %d ms, its successor led %d ms later%n",
          exit.took().toMillis(), took.toMillis());
      scene.eventually().until("the successor says so", () -> metric(follower).equals("1.0"));

      follower.terminate();
      assertThatItGaveBack(replicas, "blue", follower);
    }
  }

  /** So that nobody waits until its time is over. */
  private static void assertThatItGaveBack(
      Replicas replicas, String name, OperatorProcess stopped) {
    assertThat(replicas.leader().orElse("")).as(stopped.log()).isNotEqualTo(name);
  }

  @Test
  void aFollowerFinishesTheRecoveryThatAKilledLeaderBegan(Scene scene) throws Exception {
    var replicas = Replicas.on(scene.plane());
    scene.hosts("a", "b");
    scene.running(
        scene.workloads().deployment("web", 3, PodPart.readyAfter(Duration.ofSeconds(6))));
    try (var leader = replicas.launch("red");
        var follower = replicas.launch("blue")) {
      leader.awaitReady();
      follower.awaitReady();
      scene.policies().protect("web", List.of("web"), QUICK);
      var pod = scene.pods("web").getFirst();
      scene.podState().notReady(pod);
      scene.eventually().until("it has acted", () -> acts(scene) == 1);
      boolean red = replicas.leader().filter("red"::equals).isPresent(); // who acted

      (red ? leader : follower).kill();
      var took = replicas.untilLed(red ? "blue" : "red");
      System.out.printf("SIGKILL: the follower led after %d ms%n", took.toMillis());
      assertThat(took).isLessThan(Duration.ofSeconds(10));

      awaitRecovery(scene);
      assertThat(removed(scene)).containsExactly(pod.getMetadata().getName());
    }
  }

  @Test
  void aLeaderThatWasFrozenBeforeItsActDoesNotActWhenItIsThawed(Scene scene) throws Exception {
    var replicas = Replicas.on(scene.plane());
    scene.hosts("a", "b");
    scene.running(scene.workloads().deployment("web", 3));
    var pod = scene.pods("web").getFirst();
    var frozen = new AtomicBoolean();
    var calls = new CopyOnWriteArrayList<ApiCall>();
    try (var relay = ApiRelay.to(scene.plane());
        var leader = replicas.launch("red", relay.kubeconfig(replicas.token()))) {
      leader.awaitReady();
      replicas.untilLed("red");
      try (var follower = replicas.launch("blue")) {
        follower.awaitReady();
        relay.follow(
            call -> {
              calls.add(call);
              if (looksAt(pod, call) && frozen.compareAndSet(false, true)) leader.freeze();
              return Fate.pass();
            });
        scene.policies().protect("web", List.of("web"), QUICK);
        scene.podState().notReady(pod);
        scene.eventually().until("it is frozen", frozen::get);
        var took = replicas.untilLed("blue");
        System.out.printf("SIGSTOP: the follower led after %d ms%n", took.toMillis());
        awaitRecovery(scene);

        calls.clear();
        leader.thaw();
        scene
            .eventually()
            .until("it knows", () -> leader.log().contains("red does not lead any more"));
        scene.eventually().stays("it changes nothing", Duration.ofSeconds(3), () -> noActs(calls));
        assertThat(calls).isNotEmpty();
        assertThat(metric(leader)).isEqualTo("0.0");
        assertThat(removed(scene)).containsExactly(pod.getMetadata().getName());
      }
    }
  }

  private static boolean looksAt(Pod pod, ApiCall call) {
    return call.method().equals("GET")
        && call.path().endsWith("/pods/" + pod.getMetadata().getName());
  }

  private static boolean noActs(List<ApiCall> calls) {
    return calls.stream()
        .filter(ApiCall::isChange)
        .noneMatch(call -> call.path().contains("/pods/") || call.path().contains("/nodes/"));
  }

  private static void assertAnswers(OperatorProcess operator, int leader) throws IOException {
    for (var path : List.of("/livez", "/readyz", "/startupz")) {
      assertThat(operator.get(path)).endsWith("ok\n");
    }
    assertThat(metric(operator)).isEqualTo(leader + ".0");
    assertThat(operator.get("/metrics")).contains("holdfast_nodes{verdict=\"Healthy\"}");
  }

  private static String metric(OperatorProcess operator) throws IOException {
    return operator
        .get("/metrics")
        .lines()
        .filter(line -> line.startsWith("holdfast_leader "))
        .map(line -> line.substring("holdfast_leader ".length()))
        .findFirst()
        .orElse("");
  }

  private static int acts(Scene scene) {
    return scene.policies().incidents("web", "web").getLast().acts();
  }

  private static void awaitRecovery(Scene scene) {
    scene
        .eventually()
        .untilAsserted(
            "it recovers",
            () ->
                assertThat(scene.policies().status("web").incidents())
                    .singleElement()
                    .satisfies(i -> assertThat(i.state()).isEqualTo("Recovered")));
  }

  private static List<String> removed(Scene scene) {
    return scene.trail().removed();
  }
}
