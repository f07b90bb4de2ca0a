package dev.holdfast.sim;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** The client that Holdfast uses, on a way that is played. */
final class Client {
  /** It knows nothing of a history; all kinds that there are need not be searched for here. */
  static final KubernetesSerialization JSON =
      new KubernetesSerialization(new ObjectMapper(), false);

  private Client() {}

  static KubernetesClient of(Route route) {
    var config = Config.empty();
    config.setMasterUrl("http://played/");
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withKubernetesSerialization(JSON)
        .withHttpClientFactory(Transport.factory(route))
        .build();
  }
}
