package dev.holdfast.kube.write;

import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.api.NodeHealthPolicy;
import dev.holdfast.api.NodePolicyStatus;
import dev.holdfast.api.PolicyStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;

/**
 * Writes statuses by compare-and-set on the version that was read: that records intents before they
 * are carried out, and fences out a second leader.
 */
public final class StatusWriter {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final KubernetesClient client;

  public StatusWriter(KubernetesClient client) {
    this.client = SingleRequests.of(client, TIMEOUT);
  }

  /**
   * The policy as written; empty when somebody else was faster, or it is gone.
   *
   * @throws KubernetesClientException when the API server did not take it, or did not answer
   */
  public Optional<HighAvailabilityPolicy> write(HighAvailabilityPolicy seen, PolicyStatus status) {
    var policy = new HighAvailabilityPolicy();
    policy.setMetadata(identity(seen));
    policy.setStatus(status);
    return compareAndSet(policy);
  }

  /**
   * The policy as it is now, for whoever lost a compare-and-set: a watch may be late, or silent.
   * Empty when it is gone, or another one has its name.
   *
   * @throws KubernetesClientException when the API server did not answer
   */
  public Optional<HighAvailabilityPolicy> read(HighAvailabilityPolicy seen) {
    var meta = seen.getMetadata();
    var policies = client.resources(HighAvailabilityPolicy.class);
    return Optional.ofNullable(
            policies.inNamespace(meta.getNamespace()).withName(meta.getName()).get())
        .filter(found -> found.getMetadata().getUid().equals(meta.getUid()));
  }

  /** The same for a node policy. */
  public Optional<NodeHealthPolicy> write(NodeHealthPolicy seen, NodePolicyStatus status) {
    var policy = new NodeHealthPolicy();
    policy.setMetadata(identity(seen));
    policy.setStatus(status);
    return compareAndSet(policy);
  }

  /** The API server keeps all but the status; others' annotations need not travel each time. */
  private static ObjectMeta identity(HasMetadata seen) {
    var meta = seen.getMetadata();
    return new ObjectMetaBuilder()
        .withNamespace(meta.getNamespace())
        .withName(meta.getName())
        .withUid(meta.getUid())
        .withResourceVersion(meta.getResourceVersion())
        .build();
  }

  private <T extends HasMetadata> Optional<T> compareAndSet(T object) {
    try {
      return Optional.of(client.resource(object).lockResourceVersion().updateStatus());
    } catch (KubernetesClientException e) {
      if (isLost(e)) return Optional.empty();
      throw e;
    }
  }

  private static boolean isLost(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_CONFLICT
        || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
  }
}
