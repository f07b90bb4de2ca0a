package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kit.FakeHost;
import dev.holdfast.kit.HostSpec;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.Scene;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The test kit itself, on the real control plane. */
@Tag("integration")
@ExtendWith(KubeExtension.class)
class KitIT {

  @Test
  void podsOfACrashedHostStayTerminatingUntilItComesBack(Scene scene) throws Exception {
    var host = scene.hosts("a").host(0);
    var pod = runningPod(scene, "lonely");

    host.crash();
    scene.eventually().until("the node is not Ready", () -> !ready(host));
    scene.client().resource(pod).delete();

    assertThat(host.running()).isEmpty();
    assertThat(pods(scene)).singleElement().satisfies(p -> assertThat(terminating(p)).isTrue());

    host.comeBack();
    scene.eventually().until("the pod is gone", () -> pods(scene).isEmpty());
    scene.eventually().until("the node is Ready again", () -> ready(host));
  }

  private static Pod runningPod(Scene scene, String name) {
    var pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(scene.namespace())
            .endMetadata()
            .withNewSpec()
            .addToNodeSelector(HostSpec.POOL, scene.pool())
            .addNewContainer()
            .withName("main")
            .withImage("example.test/app")
            .endContainer()
            .endSpec()
            .build();
    scene.client().resource(pod).create();
    scene
        .eventually()
        .until("pod " + name + " is ready", () -> scene.client().resource(pod).isReady());
    return pod;
  }

  private static List<Pod> pods(Scene scene) {
    return scene.client().pods().inNamespace(scene.namespace()).list().getItems();
  }

  private static boolean terminating(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  private static boolean ready(FakeHost host) {
    return host.node().getStatus().getConditions().stream()
        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }
}
