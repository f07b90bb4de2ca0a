package dev.holdfast.kube.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Nothing is served here, so that each kind is asked for and stays unlisted. */
@EnableKubernetesMockClient(https = false)
class ClusterSourcesTest {
  @SuppressWarnings("NullAway.Init") // set by the extension
  KubernetesMockServer server;

  @SuppressWarnings("NullAway.Init") // set by the extension
  KubernetesClient client;

  @Test
  void whatTenantsMayMakeLargeIsListedFewAtATime() throws InterruptedException {
    var sources = new ClusterSources(client, "holdfast-system", Instant::now);
    sources.start();
    try {
      assertThat(firstPage("highavailabilitypolicies")).endsWith("?limit=20");
      assertThat(firstPage("nodehealthpolicies")).endsWith("?limit=20");
    } finally {
      sources.stop();
    }
  }

  @Test
  void nothingWaitsForEventsThatDecideNothing() throws InterruptedException {
    var sources = new ClusterSources(client, "holdfast-system", Instant::now);
    sources.start();
    try {
      assertThat(sources.awaitListed(Duration.ofMillis(1)))
          .hasValueSatisfying(late -> assertThat(late).contains("nodes").doesNotContain("events"));
      assertThat(sources.unsynced()).contains("nodes").doesNotContain("events of nodes");
      assertThat(firstPage("events"))
          .startsWith("/api/v1/namespaces/default/events?")
          .contains("involvedObject.kind");
    } finally {
      sources.stop();
    }
  }

  /** Those of other kinds are passed over; each kind is asked for again and again. */
  private String firstPage(String kind) throws InterruptedException {
    while (true) {
      var request = server.takeRequest(10, TimeUnit.SECONDS);
      assertThat(request).as("a list of " + kind).isNotNull();
      if (request.getPath().contains("/" + kind)) return request.getPath();
    }
  }
}
