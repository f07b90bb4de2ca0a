package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.IncidentStatus;
import dev.holdfast.api.NodePolicyStatus.GuardStatus;
import dev.holdfast.kit.FakeHost;
import dev.holdfast.kit.HostPool;
import dev.holdfast.kit.PodPart;
import dev.holdfast.kit.Scene;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Six replicas on three hosts under a policy with all defaults, and what becomes of them. */
record Shop(Scene scene, HostPool pool) {
  static final String APP = "web";
  static final int REPLICAS = 6;

  /** Longer than a host may be silent until it is Lost, with the short times of the kit. */
  static final Duration LONGER_THAN_LOST = Duration.ofSeconds(10);

  static Shop open(Scene scene) throws IOException {
    var pool = scene.hosts("a", "b", "c");
    scene.policies().judgeNodes(scene.pool(), "quiet: {beforeRelease: 2s, afterOutage: 4s}");
    scene.policies().protect(APP, List.of(APP));
    scene.running(scene.workloads().deployment(APP, REPLICAS));
    return new Shop(scene, pool);
  }

  /**
   * The same with the usual node policy of the kit.
   *
   * @param ready how long a pod takes until it is
   */
  static Shop openSlow(Scene scene, Duration ready) throws IOException {
    var pool = scene.hosts("a", "b", "c");
    scene.policies().judgeNodes();
    scene.policies().protect(APP, List.of(APP));
    scene.running(scene.workloads().deployment(APP, REPLICAS, PodPart.readyAfter(ready)));
    return new Shop(scene, pool);
  }

  /** A pod that is not ready for a second is faulty from now on. */
  void judgePodsQuickly() {
    scene.policies().protect(APP, List.of(APP), "detection: {notReadyFor: 1s}");
  }

  void awaitAllReady() {
    scene
        .eventually()
        .within(Duration.ofSeconds(60))
        .untilAsserted(
            "all are ready, and no fault is open",
            () -> {
              assertThat(scene.policies().status(APP).pods().ready()).isEqualTo(REPLICAS);
              assertThat(scene.policies().status(APP).faults()).isZero();
            });
  }

  boolean nothingWasDone() {
    return scene.trail().operatorOnPods().isEmpty()
        && scene.trail().nodesChangedByOperator().isEmpty();
  }

  List<String> guards() {
    return scene.policies().nodes().guards().stream().map(GuardStatus::name).toList();
  }

  List<String> podsOn(FakeHost host) {
    return scene.namesOn(host, APP);
  }

  /** Each of these was removed once and nothing else, and each has its incident to the end. */
  void assertRecoveredOnce(List<String> lost) {
    assertThat(scene.trail().removed()).containsExactlyInAnyOrderElementsOf(lost);
    assertThat(scene.policies().incidents(APP, APP))
        .hasSize(lost.size())
        .allSatisfy(incident -> assertThat(incident.acts()).isEqualTo(1))
        .extracting(IncidentStatus::state)
        .containsOnly("Recovered");
  }
}
