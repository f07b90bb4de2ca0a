package dev.holdfast.kube.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.health.Hold;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnableKubernetesMockClient(https = false)
class LiveHandbrakeTest {
  @SuppressWarnings("NullAway.Init") // set by the extension
  KubernetesMockServer server;

  @SuppressWarnings("NullAway.Init") // set by the extension
  KubernetesClient client;

  @ParameterizedTest(name = "an answer of {0}: {1}")
  @CsvSource({
    "200, EmergencyStop",
    "404, ''",
    "403, Unreadable",
    "429, Unreadable",
    "500, Unreadable"
  })
  void onlyWhereTheConfigMapIsSaidNotToBeThereIsItNotPulled(int code, String hold) {
    Object body =
        code == 200
            ? new ConfigMapBuilder().withNewMetadata().endMetadata().build()
            : new StatusBuilder().withCode(code).build();
    server
        .expect()
        .get()
        .withPath("/api/v1/namespaces/ours/configmaps/emergency-stop")
        .andReturn(code, body)
        .always();
    assertThat(new LiveHandbrake(client, "ours").pulled().map(Hold::reason).orElse(""))
        .isEqualTo(hold);
  }
}
