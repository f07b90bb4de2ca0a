package dev.holdfast.kit;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** The API's side of a host: its node, its lease, the pods bound to it. */
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

  List<Pod> pods() {
    return client.pods().inAnyNamespace().withField("spec.nodeName", spec.name()).list().getItems();
  }

  /** What a kubelet does at its start: create the node or tell its boot id, and take the lease. */
  void register(String bootId) {
    if (resource().get() == null) {
      client.resource(fresh(bootId)).create();
    } else {
      patchStatus("{\"nodeInfo\":{\"bootID\":\"%s\"}}".formatted(bootId));
    }
    releaseLease();
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
        "message":"set by a test","lastHeartbeatTime":"%3$s","lastTransitionTime":"%3$s"}]}"""
            .formatted(type, status, Instant.now()));
  }

  /** The containers of what is bound here ended with the machine and wait to be started again. */
  void restartContainers() {
    pods().stream()
        .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
        .forEach(this::restartContainers);
  }

  void awaitReady() {
    Awaitility.await("node " + spec.name() + " is Ready")
        .atMost(READY_WITHIN)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> isReady(get()));
  }

  void delete() {
    resource().delete();
  }

  /** Leaves nothing bound to a machine that is no more. */
  void remove() {
    try {
      pods().forEach(pod -> client.resource(pod).withGracePeriod(0).delete());
      delete();
    } catch (KubernetesClientException apiIsGone) {
      return; // and the node with it
    }
  }

  private static boolean isReady(Node node) {
    var ready =
        node.getStatus().getConditions().stream()
            .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
    var tainted =
        node.getSpec().getTaints().stream()
            .anyMatch(taint -> taint.getKey().startsWith("node.kubernetes.io/"));
    return ready && !tainted;
  }

  /** kwok takes a lease from another process only after it ran out; a real kubelet at once. */
  private void releaseLease() {
    var lease = client.leases().inNamespace(LEASES).withName(spec.name());
    if (lease.get() != null) {
      lease.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"holderIdentity\":null}}");
    }
  }

  private void readyByHand(String json) {
    resource()
        .patch(
            MERGE, "{\"metadata\":{\"annotations\":{\"%s\":%s}}}".formatted(READY_BY_HAND, json));
  }

  private void patchStatus(String json) {
    resource().subresource("status").patch(MERGE, "{\"status\":%s}".formatted(json));
  }

  private Resource<Node> resource() {
    return client.nodes().withName(spec.name());
  }

  private void restartContainers(Pod pod) {
    var now = Instant.now().toString();
    var restarted =
        new PodBuilder()
            .withNewStatus()
            .addNewCondition()
            .withType("Ready")
            .withStatus("False")
            .withReason("ContainersNotReady")
            .withLastTransitionTime(now)
            .endCondition()
            .withContainerStatuses(
                pod.getStatus().getContainerStatuses().stream()
                    .map(NodeObject::restarted)
                    .toList())
            .endStatus()
            .build();
    client
        .pods()
        .inNamespace(pod.getMetadata().getNamespace())
        .withName(pod.getMetadata().getName())
        .subresource("status")
        .patch(MERGE, Serialization.asJson(restarted));
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
