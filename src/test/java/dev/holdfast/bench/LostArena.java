package dev.holdfast.bench;

import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.FakeHost;
import dev.holdfast.kit.HostPool;
import dev.holdfast.kit.PodPart;
import dev.holdfast.kit.net.Traffic;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Hosts that will crash with what runs on them, behind Services, and hosts for replacements. */
final class LostArena {
  static final String NAMESPACE = Arena.NAMESPACE;
  static final List<String> ZONES = List.of("zone-a", "zone-b", "zone-c");

  private static final int PORT = 8080;

  private final ControlPlane plane;
  private final LostPlan plan;
  private final HostPool doomed;

  private LostArena(ControlPlane plane, LostPlan plan, HostPool doomed) {
    this.plane = plane;
    this.plan = plan;
    this.doomed = doomed;
  }

  /** Hosts that will crash, and their Deployments; there is no other host yet for their pods. */
  static LostArena start(ControlPlane plane, LostPlan plan) throws IOException {
    var doomed = HostPool.start(plane, "doomed", zones(plan.crashes()), DoomedDeployment::doomed);
    var arena = new LostArena(plane, plan, doomed);
    arena.create();
    return arena;
  }

  /** To be called when all pods run. */
  void addHostsForReplacements() throws IOException {
    HostPool.start(plane, "host", zones(LostPlan.SPARED), DoomedDeployment::spared);
  }

  FakeHost doomed(int crash) {
    return doomed.host(crash);
  }

  private void create() {
    plane
        .client()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .create();
    for (int crash = 0; crash < plan.crashes(); crash++) {
      for (var care : plan.cares(crash)) create(crash, care);
    }
  }

  private void create(int crash, Care care) {
    var client = plane.client();
    var app = care.app(crash);
    var listening = PodPart.listening(PORT);
    PodPart part = template -> listening.apply(care.part().apply(template));
    client
        .resource(
            DoomedDeployment.of(NAMESPACE, app, LostPlan.REPLICAS, doomed.host(crash).name(), part))
        .create();
    new Traffic(client, NAMESPACE).service(app, PORT);
    if (care.isHoldfast()) client.resource(policy(app, care)).create();
  }

  private static GenericKubernetesResource policy(String app, Care care) {
    return Serialization.unmarshal(
        """
        apiVersion: holdfast.dev/v1alpha1
        kind: HighAvailabilityPolicy
        metadata: {name: %1$s, namespace: %2$s}
        spec:
          selector: {matchLabels: {app: %1$s}}
          %3$s
        """
            .formatted(app, NAMESPACE, care.furtherSpec()),
        GenericKubernetesResource.class);
  }

  private static List<String> zones(int hosts) {
    return IntStream.range(0, hosts).mapToObj(i -> ZONES.get(i % ZONES.size())).toList();
  }
}
