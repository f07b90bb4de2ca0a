package dev.holdfast.kube.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.api.PolicyStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnableKubernetesMockClient(https = false)
class StatusWriterTest {
  private static final String PATH =
      "/apis/holdfast.dev/v1alpha1/namespaces/shop/highavailabilitypolicies/web/status";

  @SuppressWarnings("NullAway.Init") // set by the extension
  KubernetesMockServer server;

  @SuppressWarnings("NullAway.Init") // set by the extension
  KubernetesClient client;

  @Test
  void whatIsWrittenHoldsForTheVersionThatWasReadOnly() throws InterruptedException {
    server.expect().put().withPath(PATH).andReturn(200, policy()).once();
    assertThat(new StatusWriter(client).write(policy(), PolicyStatus.EMPTY)).isPresent();
    assertThat(server.getRequestCount()).isEqualTo(1);
    assertThat(server.takeRequest().getBody().readUtf8()).contains("\"resourceVersion\":\"7\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 409})
  void whoWasNotTheFirstHasWrittenNothing(int code) {
    refuse(code);
    assertThat(new StatusWriter(client).write(policy(), PolicyStatus.EMPTY)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 422, 429, 500, 503})
  void anyOtherRefusalIsAFailure(int code) {
    refuse(code);
    assertThatThrownBy(() -> new StatusWriter(client).write(policy(), PolicyStatus.EMPTY))
        .isInstanceOf(KubernetesClientException.class);
  }

  private void refuse(int code) {
    server
        .expect()
        .put()
        .withPath(PATH)
        .andReturn(code, new StatusBuilder().withCode(code).build())
        .always();
  }

  private static HighAvailabilityPolicy policy() {
    var policy = new HighAvailabilityPolicy();
    policy.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("web")
            .withResourceVersion("7")
            .build());
    return policy;
  }
}
