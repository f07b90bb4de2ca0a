package dev.holdfast.kit;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.List;

/** The pods that the API has bound to one node. */
final class BoundPods {
  private final KubernetesClient client;
  private final String node;

  BoundPods(KubernetesClient client, String node) {
    this.client = client;
    this.node = node;
  }

  List<Pod> list() {
    return client.pods().inAnyNamespace().withField("spec.nodeName", node).list().getItems();
  }

  /** Their containers ended with the machine and wait to be started again. */
  void restartContainers() {
    list().stream()
        .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
        .forEach(this::restartContainers);
  }

  /** Without grace, for a machine that is no more. */
  void remove() {
    list().forEach(pod -> client.resource(pod).withGracePeriod(0).delete());
  }

  /** Somebody may remove the pod at this moment: then there is nothing left to start again. */
  private void restartContainers(Pod pod) {
    try {
      client
          .pods()
          .inNamespace(pod.getMetadata().getNamespace())
          .withName(pod.getMetadata().getName())
          .subresource("status")
          .patch(
              PatchContext.of(PatchType.STRATEGIC_MERGE), Serialization.asJson(afterRestart(pod)));
    } catch (KubernetesClientException failure) {
      if (failure.getCode() != HttpURLConnection.HTTP_NOT_FOUND) throw failure;
    }
  }

  private static Pod afterRestart(Pod pod) {
    return new PodBuilder()
        .withNewStatus()
        .addNewCondition()
        .withType("Ready")
        .withStatus("False")
        .withReason("ContainersNotReady")
        .withLastTransitionTime(Instant.now().toString())
        .endCondition()
        .withContainerStatuses(
            pod.getStatus().getContainerStatuses().stream().map(BoundPods::restarted).toList())
        .endStatus()
        .build();
  }

  private static ContainerStatus restarted(ContainerStatus was) {
    return new ContainerStatusBuilder(was)
        .withReady(false)
        .withStarted(false)
        .withRestartCount(was.getRestartCount() + 1)
        .withNewState()
        .withNewWaiting()
        .withReason("ContainerCreating")
        .endWaiting()
        .endState()
        .withNewLastState()
        .withNewTerminated()
        .withExitCode(255)
        .withReason("Unknown")
        .endTerminated()
        .endLastState()
        .build();
  }
}
