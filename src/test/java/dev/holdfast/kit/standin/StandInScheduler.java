package dev.holdfast.kit.standin;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Binds a pod to the node with the fewest pods, among those that are Ready and not tainted. */
final class StandInScheduler implements Runnable {
  private final KubernetesClient client;

  StandInScheduler(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public void run() {
    var pods = client.pods().inAnyNamespace().list().getItems();
    pods.stream()
        .filter(pod -> pod.getSpec().getNodeName() == null)
        .findFirst()
        .ifPresent(pod -> bind(pod, pods));
  }

  private void bind(Pod pod, List<Pod> pods) {
    roomiest(pods)
        .ifPresent(
            node ->
                client
                    .resource(pod)
                    .edit(
                        seen ->
                            new PodBuilder(seen).editSpec().withNodeName(node).endSpec().build()));
  }

  private Optional<String> roomiest(List<Pod> pods) {
    return client.nodes().list().getItems().stream()
        .filter(node -> StandInNodeController.isReady(node) && node.getSpec().getTaints().isEmpty())
        .map(StandInScheduler::name)
        .min(
            Comparator.<String>comparingLong(
                    node ->
                        pods.stream().filter(p -> node.equals(p.getSpec().getNodeName())).count())
                .thenComparing(Comparator.naturalOrder()));
  }

  private static String name(Node node) {
    return node.getMetadata().getName();
  }
}
