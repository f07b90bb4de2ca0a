package dev.holdfast.kube.write;

import dev.holdfast.action.Gate;
import dev.holdfast.action.Handbrake;
import dev.holdfast.health.Hold;
import dev.holdfast.kube.source.EmergencyStop;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Optional;

/** Looks for the ConfigMap itself, one request a batch of steps. */
public final class LiveHandbrake implements Handbrake {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final KubernetesClient client;
  private final String namespace;

  public LiveHandbrake(KubernetesClient client, String namespace) {
    this.client = SingleRequests.of(client, TIMEOUT);
    this.namespace = namespace;
  }

  @Override
  public Optional<Hold> pulled() {
    try {
      var map = client.configMaps().inNamespace(namespace).withName(EmergencyStop.NAME).get();
      return map == null ? Optional.empty() : Optional.of(Gate.emergencyStop());
    } catch (KubernetesClientException e) {
      return Optional.of(
          new Hold(
              "Unreadable",
              "whether the emergency stop is pulled could not be read: " + Answers.message(e),
              "the API server answers"));
    }
  }
}
