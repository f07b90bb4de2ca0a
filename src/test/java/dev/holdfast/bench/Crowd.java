package dev.holdfast.bench;

import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.kit.ControlPlane;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Many nodes and pods of which only the API server knows, and that nothing ever changes. */
final class Crowd {
  private static final String NAMESPACE = "default";
  private static final int AT_ONCE = 8;

  private Crowd() {}

  /** The controllers are ended first: they would take nodes without a kubelet for lost ones. */
  static void create(ControlPlane plane, int nodes, int pods) throws Exception {
    var client = plane.client();
    Awaitility.await("pods may be created")
        .until(
            () ->
                client.serviceAccounts().inNamespace(NAMESPACE).withName("default").get() != null);
    plane.controllerManager().kill();
    create(client, IntStream.range(0, nodes).mapToObj(Crowd::node));
    create(client, IntStream.range(0, pods).mapToObj(p -> pod(p, p % nodes)));
    client.resource(policy()).inNamespace(NAMESPACE).create();
  }

  private static void create(KubernetesClient client, Stream<? extends HasMetadata> objects)
      throws Exception {
    var calls = objects.map(object -> create(client, object)).toList();
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (var created : threads.invokeAll(calls)) created.get();
    }
  }

  private static Callable<HasMetadata> create(KubernetesClient client, HasMetadata object) {
    return () -> client.resource(object).create();
  }

  private static Node node(int n) {
    var name = "worker-%04d".formatted(n);
    return new NodeBuilder()
        .withNewMetadata()
        .withName(name)
        .addToLabels("kubernetes.io/hostname", name)
        .addToLabels("topology.kubernetes.io/zone", "zone-" + n % 3)
        .endMetadata()
        .withNewStatus()
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .endCondition()
        .endStatus()
        .build();
  }

  private static Pod pod(int p, int node) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(NAMESPACE)
        .withName("web-%05d".formatted(p))
        .addToLabels("app", "web")
        .endMetadata()
        .withNewSpec()
        .withNodeName("worker-%04d".formatted(node))
        .addNewContainer()
        .withName("main")
        .withImage("registry.test/app:1")
        .endContainer()
        .endSpec()
        .build();
  }

  private static HighAvailabilityPolicy policy() {
    return Serialization.unmarshal(
        """
        apiVersion: holdfast.dev/v1alpha1
        kind: HighAvailabilityPolicy
        metadata: {name: web}
        spec: {selector: {matchLabels: {app: web}}}
        """,
        HighAvailabilityPolicy.class);
  }
}
