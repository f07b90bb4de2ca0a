package dev.holdfast.bench;

import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.FakeHost;
import dev.holdfast.kit.HostPool;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Hosts that will crash, each with all pods of one Deployment of each group, and hosts that take
 * the replacements. A host that will crash takes none, so one crash does not change the next.
 */
final class Arena {
  static final String NAMESPACE = "bench";
  static final int REPLICAS = 3;

  /** With so many the crashed hosts of a whole run stay within the brake's 20 %. */
  static final int HOSTS_PER_CRASH = 5;

  private static final List<String> ZONES = List.of("zone-a", "zone-b", "zone-c");

  private final ControlPlane plane;
  private final HostPool doomed;

  private Arena(ControlPlane plane, HostPool doomed) {
    this.plane = plane;
    this.doomed = doomed;
  }

  /** Hosts that will crash, and their Deployments; there is no other host yet for their pods. */
  static Arena start(ControlPlane plane, int crashes) throws IOException {
    var doomed = HostPool.start(plane, "doomed", zones(crashes), DoomedDeployment::doomed);
    var fleet = new Arena(plane, doomed);
    fleet.create(crashes);
    return fleet;
  }

  private static List<String> zones(int hosts) {
    return IntStream.range(0, hosts).mapToObj(i -> ZONES.get(i % ZONES.size())).toList();
  }

  private void create(int crashes) {
    var client = plane.client();
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .create();
    for (int crash = 0; crash < crashes; crash++) {
      for (var group : Group.values()) {
        client.resource(deployment(group, crash)).create();
      }
      client.resource(policy(crash)).create();
    }
  }

  /** To be called when all pods run. */
  void addHostsForReplacements() throws IOException {
    int hosts = doomed.hosts().size() * (HOSTS_PER_CRASH - 1);
    HostPool.start(plane, "host", zones(hosts), DoomedDeployment::spared);
  }

  FakeHost doomed(int crash) {
    return doomed.host(crash);
  }

  private Deployment deployment(Group group, int crash) {
    var host = doomed.host(crash).name();
    return DoomedDeployment.of(NAMESPACE, group.app(crash), REPLICAS, host, group.part());
  }

  /** Only the selector: the rest are defaults. */
  private static HighAvailabilityPolicy policy(int crash) {
    return Serialization.unmarshal(
        """
        apiVersion: holdfast.dev/v1alpha1
        kind: HighAvailabilityPolicy
        metadata: {name: %1$s, namespace: %2$s}
        spec: {selector: {matchLabels: {app: %1$s}}}
        """
            .formatted(Group.HOLDFAST.app(crash), NAMESPACE),
        HighAvailabilityPolicy.class);
  }
}
