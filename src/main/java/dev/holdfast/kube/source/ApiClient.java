package dev.holdfast.kube.source;

import dev.holdfast.kube.call.CallObserver;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.time.Duration;

/** The one client of the API server that all of Holdfast shares. */
public final class ApiClient {
  /**
   * A list or watch is tried so often again within a second, and then by its informer. The client's
   * own ten tries take minutes, in which the API server may long be back.
   */
  private static final int QUICK_TRIES = 3;

  /** Before an informer's second try; it doubles up to 32 times that, 8 s. */
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

  private ApiClient() {}

  /**
   * A client that reads what it cannot understand as absent, and whose calls are all seen.
   *
   * @param calls told of each call and its answer
   */
  public static KubernetesClient of(Config cluster, CallObserver calls) {
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(cluster)
                .withHttp2Disable(true)
                .withRequestRetryBackoffLimit(QUICK_TRIES)
                .withWatchReconnectInterval(Math.toIntExact(FIRST_PAUSE.toMillis()))
                .build())
        .withHttpClientFactory(new JdkHttpClientFactory())
        .withHttpClientBuilderConsumer(
            http -> http.addOrReplaceInterceptor(CallObserver.NAME, calls))
        .withKubernetesSerialization(TolerantReading.serialization())
        .build();
  }
}
