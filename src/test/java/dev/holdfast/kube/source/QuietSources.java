package dev.holdfast.kube.source;

import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.OwnerSignal;
import dev.holdfast.signal.PodSignal;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.time.Instant;
import java.util.function.Supplier;

/** The stores of a whole operator that watches nothing: they hold what a test puts there. */
public final class QuietSources implements AutoCloseable {
  /** Never asked: nobody listens on that port. */
  public final KubernetesClient client =
      new KubernetesClientBuilder()
          .withConfig(
              new ConfigBuilder(Config.empty()).withMasterUrl("http://127.0.0.1:9/").build())
          .withHttpClientFactory(new JdkHttpClientFactory())
          .build();

  public final ClusterSources sources;

  public QuietSources(Supplier<Instant> clock) {
    sources = new ClusterSources(client, "holdfast-system", clock);
  }

  public void put(PodSignal pod) {
    sources.pods().records().put(pod.namespace(), pod.name(), pod);
  }

  public void put(NodeSignal node) {
    sources.nodes().nodeRecords().put("", node.name(), node);
  }

  public void put(OwnerSignal owner) {
    sources.owners().recordsOfOneKind().put(owner.namespace(), owner.ref().name(), owner);
  }

  public void put(KnownPolicy policy) {
    var key = policy.key();
    sources.policies().records().put(key.namespace(), key.name(), policy);
  }

  @Override
  public void close() {
    sources.stop();
    client.close();
  }
}
