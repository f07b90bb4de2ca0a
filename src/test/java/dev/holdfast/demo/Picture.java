package dev.holdfast.demo;

import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.api.NodeHealthPolicy;
import dev.holdfast.api.NodePolicyStatus.Unwell;
import dev.holdfast.api.PolicyStatus;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How things stood at one look.
 *
 * @param node the node that fails, or will
 * @param verdict Holdfast's of that node
 */
record Picture(List<Pod> pods, Node node, String verdict, PolicyStatus status) {
  static Picture take(KubernetesClient client, Sample sample, String node) {
    return new Picture(
        pods(client, sample),
        Objects.requireNonNull(client.nodes().withName(node).get(), "node " + node + " is gone"),
        verdict(client, node),
        status(client, sample));
  }

  static List<Pod> pods(KubernetesClient client, Sample sample) {
    return client
        .pods()
        .inNamespace(sample.namespace())
        .withLabel("app", sample.name())
        .list()
        .getItems();
  }

  static PolicyStatus status(KubernetesClient client, Sample sample) {
    var policy =
        client
            .resources(HighAvailabilityPolicy.class)
            .inNamespace(sample.namespace())
            .withName(sample.name())
            .get();
    @Nullable PolicyStatus status = policy == null ? null : policy.getStatus();
    return status == null ? PolicyStatus.EMPTY : status;
  }

  /** As "4/6". */
  static String readiness(KubernetesClient client, Sample sample) {
    var pods = status(client, sample).pods();
    return pods == null ? "not told yet" : pods.summary();
  }

  private static String verdict(KubernetesClient client, String node) {
    return client.resources(NodeHealthPolicy.class).list().getItems().stream()
        .flatMap(policy -> Stream.ofNullable(policy.getStatus()))
        .flatMap(status -> status.unwell().stream())
        .filter(unwell -> unwell.name().equals(node))
        .map(Unwell::verdict)
        .findFirst()
        .orElse("Healthy");
  }

  /** True, False or Unknown. */
  String nodeReady() {
    return node.getStatus().getConditions().stream()
        .filter(condition -> "Ready".equals(condition.getType()))
        .map(NodeCondition::getStatus)
        .findFirst()
        .orElse("Unknown");
  }

  boolean isTainted(String key) {
    return node.getSpec().getTaints().stream().anyMatch(taint -> taint.getKey().equals(key));
  }

  /** Ready, and not about to go. */
  long ready() {
    return pods.stream().filter(pod -> isReady(pod) && !isDeleted(pod)).count();
  }

  static boolean isReady(Pod pod) {
    return pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  static boolean isDeleted(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  static Optional<String> nodeOf(Pod pod) {
    return Optional.ofNullable(pod.getSpec().getNodeName());
  }
}
