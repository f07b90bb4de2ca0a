package dev.holdfast.kit.standin;

import dev.holdfast.kit.NodeTimings;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Hosts that are up renew their leases, and run at once whatever is bound to them. */
final class StandInKubelets implements Runnable {
  static final String LEASES = "kube-node-lease";

  private final KubernetesClient client;
  private final Duration renewEvery;
  private final Map<String, Long> renewedByHost = new ConcurrentHashMap<>();

  StandInKubelets(KubernetesClient client, NodeTimings timings) {
    this.client = client;
    this.renewEvery = timings.leaseDuration().dividedBy(4);
  }

  void add(String host) {
    renewedByHost.put(host, System.nanoTime());
    renew(host);
  }

  void remove(String host) {
    renewedByHost.remove(host);
  }

  @Override
  public void run() {
    renewedByHost.forEach(this::renewWhenDue);
    client.pods().inAnyNamespace().list().getItems().stream()
        .filter(this::isToBeStarted)
        .forEach(this::start);
  }

  private void renewWhenDue(String host, long renewed) {
    long now = System.nanoTime();
    if (now - renewed >= renewEvery.toNanos() && renewedByHost.replace(host, renewed, now)) {
      renew(host);
    }
  }

  private void renew(String host) {
    client.resource(lease(host)).createOr(NonDeletingOperation::update);
  }

  private static Lease lease(String host) {
    return new LeaseBuilder()
        .withNewMetadata()
        .withName(host)
        .withNamespace(LEASES)
        .endMetadata()
        .withNewSpec()
        .withHolderIdentity(host)
        .withRenewTime(ZonedDateTime.now(ZoneOffset.UTC))
        .endSpec()
        .build();
  }

  private boolean isToBeStarted(Pod pod) {
    var host = pod.getSpec().getNodeName();
    return host != null
        && renewedByHost.containsKey(host)
        && (pod.getStatus() == null || !"Running".equals(pod.getStatus().getPhase()));
  }

  private void start(Pod pod) {
    var now = Instant.now().toString();
    client
        .resource(pod)
        .editStatus(
            bound ->
                new PodBuilder(bound)
                    .withNewStatus()
                    .withPhase("Running")
                    .withStartTime(now)
                    .addNewCondition()
                    .withType("Ready")
                    .withStatus("True")
                    .withLastTransitionTime(now)
                    .endCondition()
                    .withContainerStatuses(
                        bound.getSpec().getContainers().stream()
                            .map(container -> running(container, now))
                            .toList())
                    .endStatus()
                    .build());
  }

  private static ContainerStatus running(Container container, String now) {
    return new ContainerStatusBuilder()
        .withName(container.getName())
        .withImage(container.getImage())
        .withReady(true)
        .withStarted(true)
        .withRestartCount(0)
        .withNewState()
        .withNewRunning(now)
        .endState()
        .build();
  }
}
