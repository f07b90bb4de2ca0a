package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kit.CustomController;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.PodBehaviour;
import dev.holdfast.kit.PodPart;
import dev.holdfast.kit.Scene;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pods on the kit's hosts do what a test asks of them, and every kind of workload runs there. */
@Tag("integration")
@ExtendWith(KubeExtension.class)
class KitPodsIT {

  @Test
  void everyKindOfWorkloadRunsOnThePoolOfItsScene(Scene scene) throws Exception {
    var pool = scene.hosts("a", "b");
    var workloads = scene.workloads();
    workloads.claim("shared", "ReadWriteMany").create(scene.client());
    workloads.claim("own", "ReadWriteOnce").create(scene.client());
    var widget = CustomController.create(scene.client(), scene.namespace(), "gadget");

    scene.running(workloads.deployment("web", 2, PodPart.requesting("cpu", "100m")));
    scene.running(workloads.recreated("single", 1, PodPart.claiming("shared")));
    scene.running(workloads.statefulSet("db", 1, PodPart.claiming("own")));
    scene.running(workloads.daemonSet("agent", PodPart.hostPath("/var/log")));
    scene.running(workloads.replicaSet("set", 1, PodPart.toleratingEverything()));
    scene.running(workloads.replicationController("old", 1));
    scene.running(workloads.barePod("bare", PodPart.onNode(pool.host(0).name())));
    scene.running(workloads.mirrorPod("static", pool.host(1).node()));
    scene.running(workloads.owned(workloads.barePod("part"), widget));
    scene.create(workloads.jobIgnoringDisruption("batch"));
    scene.create(workloads.budget("web", "50%"));

    scene.eventually().until("the job runs", () -> isReady(scene, scene.pods("batch").getFirst()));
    assertThat(scene.pods("agent")).hasSize(2);
    assertThat(scene.client().pods().inNamespace(scene.namespace()).list().getItems())
        .allSatisfy(pod -> assertThat(pod.getSpec().getNodeName()).startsWith(scene.pool() + "-"));
  }

  @Test
  void podsThatDoNotFitStayPending(Scene scene) throws Exception {
    scene.hosts(host -> host.offering("cpu", "1"), "a");
    var half = PodPart.requesting("cpu", "600m");
    scene.running(scene.workloads().barePod("fits", half));
    scene.create(scene.workloads().barePod("waits", half));
    scene
        .eventually()
        .untilAsserted(
            "the scheduler says why",
            () ->
                assertThat(scene.pods("waits").getFirst().getStatus().getConditions())
                    .anySatisfy(
                        condition ->
                            assertThat(condition.getMessage()).contains("Insufficient cpu")));
  }

  @Test
  void podsBehaveAsTheirAnnotationSays(Scene scene) throws Exception {
    scene.hosts("a");
    var workloads = scene.workloads();
    scene.create(workloads.barePod("unready", PodPart.behaving(PodBehaviour.NEVER_READY)));
    scene.create(workloads.barePod("crashing", PodPart.behaving(PodBehaviour.CRASH_LOOP)));
    scene.create(workloads.barePod("pulling", PodPart.behaving(PodBehaviour.IMAGE_PULL)));
    var stuck =
        scene.running(workloads.barePod("stuck", PodPart.behaving(PodBehaviour.STUCK_TERMINATING)));
    scene.create(workloads.job("done", PodPart.ending("Succeeded", Duration.ofMillis(200))));
    scene.client().resource(stuck).delete();

    scene
        .eventually()
        .untilAsserted(
            "all behave",
            () -> {
              assertThat(waiting(scene, "crashing")).isEqualTo("CrashLoopBackOff");
              assertThat(container(scene, "crashing").getRestartCount()).isGreaterThan(1);
              assertThat(waiting(scene, "pulling")).isEqualTo("ImagePullBackOff");
              assertThat(container(scene, "unready").getState().getRunning()).isNotNull();
              assertThat(container(scene, "unready").getReady()).isFalse();
              assertThat(scene.pods("done").getFirst().getStatus().getPhase())
                  .isEqualTo("Succeeded");
            });
    scene
        .eventually()
        .stays("the stuck pod stays", Duration.ofSeconds(1), () -> scene.pods("stuck").size() == 1);
  }

  @Test
  void aRunningPodIsMadeToFailAndToRecover(Scene scene) throws Exception {
    scene.hosts("a");
    var pod = scene.running(scene.workloads().barePod("toy"));

    scene.podState().notReady(pod);
    scene
        .eventually()
        .stays(
            "it is not ready",
            Duration.ofSeconds(2),
            () -> !scene.client().resource(pod).isReady());

    scene.podState().crashLoop(pod, 7);
    assertThat(waiting(scene, "toy")).isEqualTo("CrashLoopBackOff");
    assertThat(container(scene, "toy").getRestartCount()).isEqualTo(7);

    scene.podState().ready(pod);
    scene
        .eventually()
        .stays("it is ready", Duration.ofSeconds(2), () -> scene.client().resource(pod).isReady());

    scene.podState().behave(pod, PodBehaviour.CRASH_LOOP);
    scene.eventually().until("it crashes on", () -> container(scene, "toy").getRestartCount() > 8);
    scene.podState().behaveAsUsual(pod);
    scene.eventually().until("it is ready again", () -> scene.client().resource(pod).isReady());
    scene.client().resource(pod).delete();
    scene.eventually().until("it is gone", () -> scene.pods("toy").isEmpty());
  }

  private static boolean isReady(Scene scene, Pod pod) {
    return scene.client().resource(pod).isReady();
  }

  private static ContainerStatus container(Scene scene, String app) {
    return scene.pods(app).getFirst().getStatus().getContainerStatuses().getFirst();
  }

  private static String waiting(Scene scene, String app) {
    return Objects.requireNonNull(container(scene, app).getState().getWaiting()).getReason();
  }
}
