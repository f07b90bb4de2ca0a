package dev.holdfast.kube.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.api.PolicyStatus;
import dev.holdfast.kube.write.StatusWriter;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What tenants hang on policies is in none of our caches, whichever way a policy comes in. */
@EnableKubernetesMockClient(crud = true, https = false)
class PolicyWatchTest {
  private static final Map<String, String> HEAVY = Map.of("note", "x".repeat(200_000));

  @SuppressWarnings("NullAway.Init") // set by the extension
  KubernetesClient client;

  private KubernetesClient ours;

  @BeforeEach
  void connect() {
    ours =
        new KubernetesClientBuilder()
            .withConfig(client.getConfiguration())
            .withKubernetesSerialization(TolerantReading.serialization())
            .build();
  }

  @AfterEach
  void close() {
    ours.close();
  }

  @Test
  void neitherListNorWatchBringsMore() {
    create("listed");
    var informer =
        ours.resources(HighAvailabilityPolicy.class)
            .inAnyNamespace()
            .withLimit(PolicyReader.PAGE)
            .runnableInformer(0);
    try {
      informer.start().toCompletableFuture().join();
      create("watched");
      await().until(() -> informer.getStore().list().size() == 2);

      assertThat(informer.getStore().list())
          .allSatisfy(policy -> assertThat(policy.getMetadata().getAnnotations()).isEmpty());
    } finally {
      informer.stop();
    }
  }

  @Test
  void theAnswerToAStatusBringsNoMoreAndTheAnnotationsStayWhereTheyAre() {
    create("web");
    var writer = new StatusWriter(ours);
    var seen = writer.read(found("web")).orElseThrow();

    var written = writer.write(seen, PolicyStatus.EMPTY).orElseThrow();

    assertThat(seen.getMetadata().getAnnotations()).isEmpty();
    assertThat(written.getMetadata().getAnnotations()).isEmpty();
    assertThat(found("web").getMetadata().getAnnotations()).isEqualTo(HEAVY);
  }

  private void create(String name) {
    var policy = new HighAvailabilityPolicy();
    policy.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName(name)
            .withAnnotations(HEAVY)
            .build());
    client.resource(policy).create();
  }

  private HighAvailabilityPolicy found(String name) {
    var policies = client.resources(HighAvailabilityPolicy.class).inNamespace("shop");
    return Objects.requireNonNull(policies.withName(name).get());
  }
}
