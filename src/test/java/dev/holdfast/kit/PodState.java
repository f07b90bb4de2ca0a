package dev.holdfast.kit;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Changes what running pods do, as their host would show it. */
public final class PodState {
  private static final PatchContext MERGE = PatchContext.of(PatchType.STRATEGIC_MERGE);

  private final KubernetesClient client;

  private PodState(KubernetesClient client) {
    this.client = client;
  }

  public static PodState through(KubernetesClient client) {
    return new PodState(client);
  }

  /** Its host, if it is up, makes it behave so from now on. */
  public void behave(Pod pod, PodBehaviour behaviour) {
    annotate(pod, "\"" + behaviour.value() + "\"");
  }

  /** Its host, if it is up, makes it ready half a second later, and removes it when deleted. */
  public void behaveAsUsual(Pod pod) {
    annotate(pod, "null");
  }

  /** Not ready from now on, its containers run. */
  public void notReady(Pod pod) {
    behave(pod, PodBehaviour.HELD);
    show(pod, false, UnaryOperator.identity());
  }

  /** As usual again, and ready at once. */
  public void ready(Pod pod) {
    behaveAsUsual(pod);
    show(pod, true, PodState::running);
  }

  /** Waits in CrashLoopBackOff after so many restarts; the number stays until it is set again. */
  public void crashLoop(Pod pod, int restarts) {
    behave(pod, PodBehaviour.HELD);
    show(pod, false, was -> crashed(was, restarts));
  }

  private void annotate(Pod pod, String json) {
    live(pod)
        .patch(
            MERGE,
            "{\"metadata\":{\"annotations\":{\"%s\":%s}}}"
                .formatted(PodBehaviour.ANNOTATION, json));
  }

  private void show(Pod pod, boolean ready, UnaryOperator<ContainerStatus> change) {
    var now =
        Optional.ofNullable(live(pod).get())
            .map(Pod::getStatus)
            .orElseThrow(() -> new NoSuchElementException("no pod " + pod.getMetadata().getName()));
    var shown =
        new PodBuilder()
            .withNewStatus()
            .addAllToConditions(conditions(ready))
            .withContainerStatuses(
                now.getContainerStatuses().stream()
                    .map(change)
                    .map(c -> new ContainerStatusBuilder(c).withReady(ready).build())
                    .toList())
            .endStatus()
            .build();
    live(pod).subresource("status").patch(MERGE, Serialization.asJson(shown));
  }

  private PodResource live(Pod pod) {
    var meta = pod.getMetadata();
    return client.pods().inNamespace(meta.getNamespace()).withName(meta.getName());
  }

  private static List<PodCondition> conditions(boolean ready) {
    return List.of(condition("Ready", ready), condition("ContainersReady", ready));
  }

  private static PodCondition condition(String type, boolean ready) {
    return new PodConditionBuilder()
        .withType(type)
        .withStatus(ready ? "True" : "False")
        .withReason(ready ? "" : "ContainersNotReady")
        .withLastTransitionTime(Instant.now().toString())
        .build();
  }

  private static ContainerStatus running(ContainerStatus was) {
    if (was.getState().getRunning() != null) {
      return was;
    }
    return new ContainerStatusBuilder(was)
        .withStarted(true)
        .withNewState()
        .withNewRunning(Instant.now().toString())
        .endState()
        .build();
  }

  private static ContainerStatus crashed(ContainerStatus was, int restarts) {
    return new ContainerStatusBuilder(was)
        .withStarted(false)
        .withRestartCount(restarts)
        .withNewState()
        .withNewWaiting("back-off restarting failed container", "CrashLoopBackOff")
        .endState()
        .withNewLastState()
        .withNewTerminated()
        .withExitCode(1)
        .withReason("Error")
        .withFinishedAt(Instant.now().toString())
        .endTerminated()
        .endLastState()
        .build();
  }
}
