package dev.holdfast.kit.standin;

import dev.holdfast.kit.NodeTimings;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** A node whose lease is older than the grace period is no longer Ready, and takes no new pods. */
final class StandInNodeController implements Runnable {
  static final String UNREACHABLE = "node.kubernetes.io/unreachable";

  private final KubernetesClient client;
  private final Duration grace;

  StandInNodeController(KubernetesClient client, NodeTimings timings) {
    this.client = client;
    this.grace = timings.grace();
  }

  @Override
  public void run() {
    client.nodes().list().getItems().stream()
        .filter(node -> isReady(node) && isSilent(node.getMetadata().getName()))
        .forEach(this::markUnreachable);
  }

  static boolean isReady(Node node) {
    return node.getStatus().getConditions().stream()
        .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  private boolean isSilent(String node) {
    var lease = client.leases().inNamespace(StandInKubelets.LEASES).withName(node).get();
    return lease == null
        || lease.getSpec().getRenewTime().plus(grace).isBefore(ZonedDateTime.now(ZoneOffset.UTC));
  }

  private void markUnreachable(Node silent) {
    var node = client.nodes().withName(silent.getMetadata().getName());
    node.edit(
        seen ->
            new NodeBuilder(seen)
                .editSpec()
                .addNewTaint("NoSchedule", UNREACHABLE, null, null)
                .endSpec()
                .build());
    node.editStatus(
        seen ->
            new NodeBuilder(seen)
                .editStatus()
                .editMatchingCondition(c -> "Ready".equals(c.getType()))
                .withStatus("Unknown")
                .withReason("NodeStatusUnknown")
                .withLastTransitionTime(Instant.now().toString())
                .endCondition()
                .endStatus()
                .build());
  }
}
