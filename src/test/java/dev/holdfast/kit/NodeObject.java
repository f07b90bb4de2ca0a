package dev.holdfast.kit;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** The API's side of a host: its node and its lease. */
final class NodeObject {
  /** While it stands the simulated kubelet leaves the node's Ready condition alone. */
  private static final String READY_BY_HAND = "kit.holdfast.dev/ready";

  private static final String LEASES = "kube-node-lease";
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final PatchContext MERGE = PatchContext.of(PatchType.STRATEGIC_MERGE);

  private final KubernetesClient client;
  private final HostSpec spec;
  private final String ip;

  NodeObject(KubernetesClient client, HostSpec spec, String ip) {
    this.client = client;
    this.spec = spec;
    this.ip = ip;
  }

  Node get() {
    return Objects.requireNonNull(resource().get(), "no node " + spec.name());
  }

  /** What a kubelet does at its start: create the node or tell its boot id, and renew the lease. */
  void register(String bootId) {
    if (resource().get() == null) {
      client.resource(fresh(bootId)).create();
    } else {
      patchStatus("{\"nodeInfo\":{\"bootID\":\"%s\"}}".formatted(bootId));
    }
    renewLease();
  }

  void unschedulable(boolean wanted) {
    resource().patch(MERGE, "{\"spec\":{\"unschedulable\":%s}}".formatted(wanted));
  }

  void setCondition(String type, String status) {
    if ("Ready".equals(type)) {
      readyByHand("True".equals(status) ? "null" : "\"" + status + "\"");
    }
    patchStatus(
        """
        {"conditions":[{"type":"%1$s","status":"%2$s","reason":"SetByTest",
        "message":"set by a test","lastHeartbeatTime":"%3$s","lastTransitionTime":"%3$s"}]}\
        """
            .formatted(type, status, Instant.now()));
  }

  void awaitReady() {
    Awaitility.await("node " + spec.name() + " is Ready")
        .atMost(READY_WITHIN)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> isReady(get()));
  }

  /** Until the control plane says so in its condition; a taint may be there for another reason. */
  void awaitNotReady() {
    Awaitility.await("node " + spec.name() + " is not Ready")
        .atMost(READY_WITHIN)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> !saysReady(get()));
  }

  /** Until the kubelet renewed its lease once more than it had at the call. */
  void awaitRenewal() {
    var before = renewedAt();
    Awaitility.await("node " + spec.name() + " renewed its lease")
        .atMost(READY_WITHIN)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> !renewedAt().equals(before));
  }

  private ZonedDateTime renewedAt() {
    return lease().require().getSpec().getRenewTime();
  }

  void delete() {
    resource().delete();
  }

  private static boolean isReady(Node node) {
    var tainted =
        node.getSpec().getTaints().stream()
            .anyMatch(taint -> taint.getKey().startsWith("node.kubernetes.io/"));
    return saysReady(node) && !tainted;
  }

  private static boolean saysReady(Node node) {
    return node.getStatus().getConditions().stream()
        .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  /**
   * A real kubelet renews at once. kwok takes a lease from another process only after it ran out,
   * and one that nobody holds after a renewal interval. There may be none: a lease goes some time
   * after its node.
   */
  private void renewLease() {
    try {
      lease()
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              "{\"spec\":{\"holderIdentity\":null,\"renewTime\":\"%s\"}}"
                  .formatted(MicroTime.of(Instant.now())));
    } catch (KubernetesClientException failure) {
      if (failure.getCode() != HttpURLConnection.HTTP_NOT_FOUND) throw failure;
    }
  }

  void annotate(String name, String value) {
    annotation(name, "\"" + value + "\"");
  }

  private void readyByHand(String json) {
    annotation(READY_BY_HAND, json);
  }

  private void annotation(String name, String json) {
    resource().patch(MERGE, "{\"metadata\":{\"annotations\":{\"%s\":%s}}}".formatted(name, json));
  }

  private void patchStatus(String json) {
    resource().subresource("status").patch(MERGE, "{\"status\":%s}".formatted(json));
  }

  private Resource<Lease> lease() {
    return client.leases().inNamespace(LEASES).withName(spec.name());
  }

  private Resource<Node> resource() {
    return client.nodes().withName(spec.name());
  }

  private Node fresh(String bootId) {
    Map<String, Quantity> offered =
        spec.capacity().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> new Quantity(e.getValue())));
    return new NodeBuilder()
        .withNewMetadata()
        .withName(spec.name())
        .addToLabels("kubernetes.io/hostname", spec.name())
        .addToLabels("topology.kubernetes.io/zone", spec.zone())
        .addToLabels(spec.labels())
        .endMetadata()
        .withNewStatus()
        .addNewAddress(ip, "InternalIP")
        .addNewAddress(spec.name(), "Hostname")
        .withCapacity(offered)
        .withAllocatable(offered)
        .withNewNodeInfo()
        .withBootID(bootId)
        .withMachineID(spec.name())
        .withSystemUUID(spec.name())
        .withArchitecture("amd64")
        .withOperatingSystem("linux")
        .withOsImage("simulated")
        .withKernelVersion("simulated")
        .withContainerRuntimeVersion("kwok://simulated")
        .withKubeletVersion(KubeBinaries.VERSION)
        .withKubeProxyVersion(KubeBinaries.VERSION)
        .endNodeInfo()
        .endStatus()
        .build();
  }
}
