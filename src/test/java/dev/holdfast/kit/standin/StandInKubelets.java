package dev.holdfast.kit.standin;

import dev.holdfast.kit.MicroTime;
import dev.holdfast.kit.NodeTimings;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.time.Duration;
import java.time.Instant;
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
    client
        .resource(
            """
            apiVersion: coordination.k8s.io/v1
            kind: Lease
            metadata: {name: %s, namespace: %s}
            spec: {renewTime: %s}
            """
                .formatted(host, LEASES, MicroTime.of(Instant.now())))
        .createOr(NonDeletingOperation::update);
  }

  private boolean isToBeStarted(Pod pod) {
    var host = pod.getSpec().getNodeName();
    return host != null
        && renewedByHost.containsKey(host)
        && (pod.getStatus() == null || !"Running".equals(pod.getStatus().getPhase()));
  }

  private void start(Pod pod) {
    var status =
        new PodStatusBuilder()
            .withPhase("Running")
            .addNewCondition()
            .withType("Ready")
            .withStatus("True")
            .withLastTransitionTime(Instant.now().toString())
            .endCondition()
            .build();
    client.resource(pod).editStatus(seen -> new PodBuilder(seen).withStatus(status).build());
  }
}
