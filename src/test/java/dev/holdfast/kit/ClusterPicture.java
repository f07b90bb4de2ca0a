package dev.holdfast.kit;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a person looks at when a test fails: pods and policies of a namespace, and its nodes. */
final class ClusterPicture {
  private ClusterPicture() {}

  static String of(KubernetesClient client, String namespace) {
    try {
      return drawn(client, namespace);
    } catch (KubernetesClientException e) {
      return "(the API server did not show how things stand: " + e.getMessage() + ")";
    }
  }

  private static String drawn(KubernetesClient client, String namespace) {
    var pods = client.pods().inNamespace(namespace).list().getItems();
    var pools =
        pods.stream()
            .map(pod -> pod.getSpec().getNodeSelector().get(HostSpec.POOL))
            .collect(Collectors.toSet());
    return Stream.of(
            "Pods of " + namespace + ":",
            lines(pods.stream().map(ClusterPicture::line).toList()),
            "Nodes:",
            lines(nodes(client, pools)),
            "Policies:",
            lines(policies(client, namespace)))
        .collect(Collectors.joining("\n"));
  }

  private static List<String> nodes(KubernetesClient client, Set<String> pools) {
    return client.nodes().list().getItems().stream()
        .filter(
            node ->
                pools.isEmpty()
                    || pools.contains(node.getMetadata().getLabels().get(HostSpec.POOL)))
        .map(ClusterPicture::line)
        .toList();
  }

  private static List<String> policies(KubernetesClient client, String namespace) {
    try {
      return client
          .genericKubernetesResources("holdfast.dev/v1alpha1", "HighAvailabilityPolicy")
          .inNamespace(namespace)
          .list()
          .getItems()
          .stream()
          .map(ClusterPicture::line)
          .toList();
    } catch (KubernetesClientException notInstalled) {
      return List.of("(none can exist: " + notInstalled.getMessage() + ")");
    }
  }

  private static String line(Pod pod) {
    var status = pod.getStatus();
    var ready =
        status.getConditions().stream()
            .filter(c -> "Ready".equals(c.getType()))
            .map(c -> "ready=" + c.getStatus())
            .findFirst()
            .orElse("ready=?");
    var restarts = status.getContainerStatuses().stream().mapToInt(c -> c.getRestartCount()).sum();
    var deleted = pod.getMetadata().getDeletionTimestamp();
    return "%s %s on %s, %s, %d restarts%s"
        .formatted(
            pod.getMetadata().getName(),
            status.getPhase(),
            pod.getSpec().getNodeName(),
            ready,
            restarts,
            deleted == null ? "" : ", terminating since " + deleted);
  }

  private static String line(Node node) {
    var conditions =
        node.getStatus().getConditions().stream()
            .filter(c -> "Ready".equals(c.getType()) || "SetByTest".equals(c.getReason()))
            .map(c -> c.getType() + "=" + c.getStatus())
            .toList();
    var taints =
        node.getSpec().getTaints().stream().map(t -> t.getKey() + ":" + t.getEffect()).toList();
    return node.getMetadata().getName() + " " + conditions + " taints " + taints;
  }

  private static String line(GenericKubernetesResource policy) {
    return policy.getMetadata().getName()
        + ":\n"
        + Serialization.asYaml(policy.getAdditionalProperties().get("status")).indent(4);
  }

  private static String lines(List<String> entries) {
    return entries.isEmpty() ? "  (none)" : "  " + String.join("\n  ", entries);
  }
}
