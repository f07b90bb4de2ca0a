package dev.holdfast.kit.net;

import dev.holdfast.kit.Workloads;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Set;
import java.util.stream.Collectors;

/** Where the services of a namespace send traffic. */
public record Traffic(KubernetesClient client, String namespace) {
  private static final String OF_SERVICE = "kubernetes.io/service-name";

  /** Sends to all pods of the workload of that name, which becomes its own name too. */
  public Service service(String app, int port) {
    return client.resource(serviceOf(app, port)).create();
  }

  private Service serviceOf(String app, int port) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName(app)
        .withNamespace(namespace)
        .endMetadata()
        .withNewSpec()
        .addToSelector(Workloads.APP, app)
        .addNewPort()
        .withPort(port)
        .endPort()
        .endSpec()
        .build();
  }

  /** Addresses that traffic of the service goes to now. */
  public Set<String> to(String service) {
    return client
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace(namespace)
        .withLabel(OF_SERVICE, service)
        .list()
        .getItems()
        .stream()
        .flatMap(slice -> ready(slice).stream())
        .collect(Collectors.toSet());
  }

  /** Whose slice it is. */
  public static String service(EndpointSlice slice) {
    return slice.getMetadata().getLabels().getOrDefault(OF_SERVICE, "");
  }

  /** Addresses of one slice that take traffic. */
  public static Set<String> ready(EndpointSlice slice) {
    if (slice.getEndpoints() == null) return Set.of(); // nobody is behind the service yet
    return slice.getEndpoints().stream()
        .filter(Traffic::takesTraffic)
        .flatMap(endpoint -> endpoint.getAddresses().stream())
        .collect(Collectors.toSet());
  }

  /** Unknown counts as ready, as EndpointSlices have it. */
  private static boolean takesTraffic(Endpoint endpoint) {
    return !Boolean.FALSE.equals(endpoint.getConditions().getReady());
  }
}
