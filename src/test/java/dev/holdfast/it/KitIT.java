package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kit.FakeHost;
import dev.holdfast.kit.HostState;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.PodPart;
import dev.holdfast.kit.RunningPod;
import dev.holdfast.kit.Scene;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The test kit's hosts fail as machines do, on the real control plane. */
@Tag("integration")
@ExtendWith(KubeExtension.class)
class KitIT {
  @Test
  void podsOfACrashedHostStayTerminatingUntilItComesBack(Scene scene) throws Exception {
    var host = scene.hosts("a").host(0);
    var pod = scene.running(scene.workloads().barePod("lonely"));
    var bootId = host.bootId();

    host.crash();
    assertThat(host.running()).isEmpty();
    scene.eventually().until("the node is not Ready", () -> !ready(host));
    scene.client().resource(pod).delete();
    scene.eventually().stays("the pod terminates", Duration.ofSeconds(2), () -> ends(scene, pod));

    var away = renewed(scene, host);
    host.comeBack();
    assertThat(renewed(scene, host)).isAfter(away);
    scene.eventually().until("the pod is gone", () -> scene.pods("lonely").isEmpty());
    scene.eventually().until("the node is Ready again", () -> ready(host));
    assertThat(shownBootId(host)).isEqualTo(host.bootId()).isEqualTo(bootId);
    assertThat(host.history())
        .extracting(HostState.Since::state)
        .containsExactly(HostState.UP, HostState.OFF, HostState.UP);
  }

  @Test
  void aRebootedHostHasAnotherBootIdAndStartsItsPodsAgain(Scene scene) throws Exception {
    var host = scene.hosts("a").host(0);
    var pod = scene.running(scene.workloads().barePod("lasting"));
    var before = host.bootId();

    host.reboot();

    assertThat(host.bootId()).isNotEqualTo(before);
    scene
        .eventually()
        .untilAsserted(
            "the pod runs again, restarted",
            () -> {
              var now = scene.client().resource(pod).get();
              var container = now.getStatus().getContainerStatuses().getFirst();
              assertThat(container.getRestartCount()).isEqualTo(1);
              assertThat(container.getReady()).isTrue();
            });
    scene.eventually().until("the node is Ready", () -> ready(host));
    assertThat(shownBootId(host)).isEqualTo(host.bootId());
    assertThat(host.running()).containsExactly(running(pod));
  }

  @Test
  void aCutOffHostRunsOnWhatTheApiHasForgotten(Scene scene) throws Exception {
    var host = scene.hosts("a").host(0);
    var pod = scene.running(scene.workloads().barePod("writer"));

    host.cutOff();
    scene.client().resource(pod).withGracePeriod(0).delete();
    scene.eventually().until("the API has no such pod", () -> scene.pods("writer").isEmpty());
    assertThat(host.running()).containsExactly(running(pod));

    host.comeBack();
    assertThat(host.running()).isEmpty();
  }

  @Test
  void aHostWhoseNodeAndLeaseWereRemovedRegistersAnew(Scene scene) throws Exception {
    var host = scene.hosts("a").host(0);
    var lease = scene.client().leases().inNamespace("kube-node-lease").withName(host.name());

    host.cutOff();
    host.deleteNode();
    scene.eventually().until("its lease went with its node", () -> lease.get() == null);
    host.comeBack();

    scene.eventually().until("the node is Ready", () -> ready(host));
  }

  @Test
  void aThawedHostDoesNotHarmTheSuccessorOfAPodThatItSleptThrough(Scene scene) throws Exception {
    var pool = scene.hosts("a", "b");
    scene.running(scene.workloads().statefulSet("db", 1));
    var first = scene.pods("db").getFirst();
    var asleep = pool.host(first.getSpec().getNodeName());

    asleep.freeze();
    asleep.cordon();
    scene.client().resource(first).delete();
    scene.client().resource(first).withGracePeriod(0).delete();
    scene.eventually().until("a successor is ready", () -> readySuccessor(scene, first));
    var successor = uids(scene);
    assertThat(asleep.running()).containsExactly(running(first));

    asleep.thaw();
    assertThat(asleep.running()).isEmpty();
    scene
        .eventually()
        .stays("the successor lives", Duration.ofSeconds(2), () -> uids(scene).equals(successor));
  }

  @Test
  void aZoneCrashesAndComesBackAsOne(Scene scene) throws Exception {
    var pool = scene.hosts("a", "a", "b");

    pool.crashZone("a");
    scene
        .eventually()
        .until("zone a is not Ready", () -> pool.zone("a").stream().noneMatch(KitIT::ready));
    assertThat(ready(pool.host(2))).isTrue();

    pool.zoneComesBack("a");
    scene.eventually().until("all are Ready", () -> pool.hosts().stream().allMatch(KitIT::ready));
  }

  @Test
  void conditionsCordonAndReadinessStayAsTheyWereSet(Scene scene) throws Exception {
    var host = scene.hosts("a").host(0);

    host.setCondition("KernelDeadlock", "True");
    host.setCondition("Ready", "False");
    host.cordon();
    scene
        .eventually()
        .stays(
            "Ready is False, KernelDeadlock True",
            Duration.ofSeconds(3),
            () ->
                status(host, "Ready").equals("False")
                    && status(host, "KernelDeadlock").equals("True"));
    assertThat(host.node().getSpec().getUnschedulable()).isTrue();

    host.uncordon();
    host.setCondition("Ready", "True");
    host.crash();
    scene.eventually().until("the node is not Ready", () -> !ready(host));
    host.comeBack();
    scene.eventually().until("the node is Ready", () -> ready(host));
    assertThat(status(host, "KernelDeadlock")).isEqualTo("True");
  }

  @Test
  void aHostWhoseNodeWasDeletedRegistersAgainUnderANewUid(Scene scene) throws Exception {
    var host = scene.hosts("a").host(0);
    var uid = host.node().getMetadata().getUid();

    host.deleteNode();
    host.loseKubelet();
    host.comeBack();

    scene.eventually().until("the node is Ready", () -> ready(host));
    assertThat(host.node().getMetadata().getUid()).isNotEqualTo(uid);
  }

  @Test
  void aKubeletThatLivesTakesBackAMarkOfNotReady(Scene scene) throws Exception {
    var host = scene.hosts("a").host(0);
    var slow = PodPart.readyAfter(Duration.ofSeconds(1));
    var pod = scene.running(scene.workloads().barePod("marked", slow));

    host.cutOff();
    scene.eventually().until("the pod is marked not ready", () -> !isReady(scene, pod));
    host.comeBack();
    scene.eventually().until("the pod is ready again", () -> isReady(scene, pod));
  }

  private static boolean readySuccessor(Scene scene, Pod first) {
    var pods = scene.pods("db");
    return pods.size() == 1
        && !pods.getFirst().getMetadata().getUid().equals(first.getMetadata().getUid())
        && isReady(scene, pods.getFirst());
  }

  private static List<String> uids(Scene scene) {
    return scene.pods("db").stream().map(pod -> pod.getMetadata().getUid()).toList();
  }

  private static boolean isReady(Scene scene, Pod pod) {
    return scene.client().resource(pod).isReady();
  }

  private static boolean ends(Scene scene, Pod pod) {
    return scene.client().resource(pod).get().getMetadata().getDeletionTimestamp() != null;
  }

  private static RunningPod running(Pod pod) {
    var meta = pod.getMetadata();
    return new RunningPod(meta.getNamespace(), meta.getName(), meta.getUid());
  }

  private static String shownBootId(FakeHost host) {
    return host.node().getStatus().getNodeInfo().getBootID();
  }

  private static ZonedDateTime renewed(Scene scene, FakeHost host) {
    var lease = scene.client().leases().inNamespace("kube-node-lease").withName(host.name()).get();
    return lease.getSpec().getRenewTime();
  }

  private static boolean ready(FakeHost host) {
    return status(host, "Ready").equals("True");
  }

  private static String status(FakeHost host, String condition) {
    return host.node().getStatus().getConditions().stream()
        .filter(c -> c.getType().equals(condition))
        .map(c -> c.getStatus())
        .findFirst()
        .orElse("absent");
  }
}
