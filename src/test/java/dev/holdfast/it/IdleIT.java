package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kit.AuditEvent;
import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.ControlPlaneOptions;
import dev.holdfast.kit.KubeBinaries;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.Scene;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where nothing happens nothing is written. */
@Tag("integration")
@ExtendWith(KubeExtension.class)
class IdleIT {
  private static final int POLICIES = 10;
  private static final Duration MINUTE = SteadyMinute.MINUTE;
  private static final Duration SETTLED = Duration.ofSeconds(4);

  @Test
  void tenIdlePoliciesCauseNoWritesForAMinuteButTheLeadersLease() throws Exception {
    var options = ControlPlaneOptions.forTests("idle");
    try (var plane =
            ControlPlane.start(KubeBinaries.find().orElseThrow(), options, System.err::println);
        var scene = Scene.on(plane)) {
      watchAMinute(scene);
    }
  }

  private static void watchAMinute(Scene scene) throws Exception {
    var replicas = Replicas.on(scene.plane());
    scene.hosts("a", "b");
    scene.policies().judgeNodes();
    var apps = IntStream.range(0, POLICIES).mapToObj(i -> "app-" + i).toList();
    apps.forEach(app -> scene.running(scene.workloads().deployment(app, 1)));
    apps.forEach(app -> scene.policies().protect(app, List.of(app)));
    try (var leader = replicas.launch("red");
        var follower = replicas.launch("blue")) {
      leader.awaitReady();
      follower.awaitReady();
      for (var app : apps) {
        scene.eventually().until(app + " has its status", () -> isReady(scene, app));
      }
      scene.eventually().until("all is said", () -> saysNoMore(scene));
      var minute = new SteadyMinute(List.of(leader, follower));

      Awaitility.await("a minute in which no operator stood still")
          .pollInterval(Duration.ofSeconds(1))
          .atMost(MINUTE.multipliedBy(6))
          .until(minute::isOver);

      var written = writes(scene, minute.from());
      assertThat(written).extracting(AuditEvent::resource).containsOnly("leases");
      assertThat(written)
          .extracting(AuditEvent::name)
          .containsOnly("holdfast-leader", "holdfast-observer-red", "holdfast-observer-blue");
      long heartbeats =
          written.stream().filter(write -> write.name().startsWith("holdfast-observer")).count();
      assertThat(heartbeats).as("one every five seconds from each").isBetween(20L, 26L);
      System.out.printf(
          "%d idle policies: %d renewals of the lease in a minute, %d heartbeats, nothing else%n",
          POLICIES, written.size() - heartbeats, heartbeats);
    }
  }

  private static boolean isReady(Scene scene, String app) {
    var pods = scene.policies().status(app).pods();
    return pods != null && "1/1".equals(pods.summary());
  }

  /** News of a policy are a second apart at least, so that some come after the first. */
  private static boolean saysNoMore(Scene scene) {
    return scene.trail().operatorAnywhere().stream()
        .filter(change -> change.resource().startsWith("highavailabilitypolicies"))
        .noneMatch(change -> change.answered().isAfter(Instant.now().minus(SETTLED)));
  }

  private static List<AuditEvent> writes(Scene scene, Instant from) {
    return scene.trail().operatorAnywhere().stream()
        .filter(
            change ->
                change.answered().isAfter(from) && change.answered().isBefore(from.plus(MINUTE)))
        .toList();
  }
}
