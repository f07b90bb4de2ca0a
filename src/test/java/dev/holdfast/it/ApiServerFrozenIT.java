package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.NodePolicyStatus.GuardStatus;
import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.ControlPlaneOptions;
import dev.holdfast.kit.FakeHost;
import dev.holdfast.kit.KubeBinaries;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.NodeSight;
import dev.holdfast.kit.OperatorAccount;
import dev.holdfast.kit.OperatorProcess;
import dev.holdfast.kit.OperatorSettings;
import dev.holdfast.kit.Scene;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** On a control plane of its own: silence of the API server is not the silence of hosts. */
@Tag("integration")
@ExtendWith(KubeExtension.class)
class ApiServerFrozenIT {
  private static final String OUTAGE = "ApiOutage";
  private static final Duration LONGER_THAN_A_HOST_MAY_BE_SILENT = Duration.ofSeconds(10);

  /** When we hear again, the node controller has called every host unreachable. */
  @Test
  void nobodyIsMovedAfterTheApiServerWasFrozenAndThenALostHostIs() throws Exception {
    var options = ControlPlaneOptions.forTests("frozen");
    try (var plane =
            ControlPlane.start(KubeBinaries.find().orElseThrow(), options, progress -> {});
        var wire = new Wire(plane.client().getMasterUrl().getPort());
        var operator = OperatorProcess.start(plane, settings(plane, wire));
        var scene = Scene.on(plane)) {
      var pool = scene.hosts("a", "b", "c");
      scene.policies().judgeNodes(scene.pool(), "quiet: {afterOutage: 9s}");
      scene.policies().protect("web", List.of("web"));
      scene.running(scene.workloads().deployment("web", 6));
      scene.eventually().until("all are counted", () -> ready(scene) == 6);

      wire.hold();
      pool.hosts().forEach(FakeHost::freeze); // they are not heard before we are
      plane.apiServer().freeze();
      Awaitility.await()
          .pollDelay(LONGER_THAN_A_HOST_MAY_BE_SILENT)
          .timeout(LONGER_THAN_A_HOST_MAY_BE_SILENT.multipliedBy(2))
          .until(() -> true);
      plane.apiServer().thaw();
      plane.awaitReady();
      scene
          .eventually()
          .until(
              "every host is called unreachable",
              () -> pool.hosts().stream().allMatch(NodeSight::isUnknown));
      wire.release();
      scene
          .eventually()
          .until("the operator has seen it, and is quiet", () -> guards(scene).contains(OUTAGE));
      scene
          .eventually()
          .until("it knows of the hosts", () -> !scene.policies().nodes().unwell().isEmpty());
      pool.hosts().forEach(FakeHost::thaw);
      scene.eventually().until("the quiet time is over", () -> guards(scene).isEmpty());
      scene
          .eventually()
          .stays("nobody is moved", Duration.ofSeconds(3), () -> nothingWasDone(scene));

      pool.host(0).crash();
      scene.afterALoss().until("a fault is seen", () -> !nothingWasDone(scene));
      scene.afterALoss().until("all are ready again", () -> ready(scene) == 6);
      assertThat(scene.trail().nodesChangedByOperator()).containsExactly(pool.host(0).name());
      assertThat(operator.log()).doesNotContain(" ERROR ");
    }
  }

  private static boolean nothingWasDone(Scene scene) {
    return scene.trail().operatorOnPods().isEmpty()
        && scene.trail().nodesChangedByOperator().isEmpty();
  }

  private static List<String> guards(Scene scene) {
    return scene.policies().nodes().guards().stream().map(GuardStatus::name).toList();
  }

  private static int ready(Scene scene) {
    return scene.policies().status("web").pods().ready();
  }

  private static OperatorSettings settings(ControlPlane plane, Wire wire) throws Exception {
    return OperatorSettings.against(wire.kubeconfig(plane, OperatorAccount.install(plane).token()));
  }
}
