package dev.holdfast.kube.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.action.Cluster.Answer;
import dev.holdfast.action.Cluster.PodLook;
import dev.holdfast.signal.PodRef;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each response means, and that each call is one request. */
@EnableKubernetesMockClient(https = false)
class AnswersTest {
  private static final PodRef POD = new PodRef("n", "a", "u");
  private static final String POD_PATH = "/api/v1/namespaces/n/pods/a";

  @SuppressWarnings("NullAway.Init") // set by the extension
  KubernetesMockServer server;

  @SuppressWarnings("NullAway.Init") // set by the extension
  KubernetesClient client;

  private LiveCluster cluster() {
    return new LiveCluster(client, Instant::now);
  }

  private static StatusBuilder status(int code, String message) {
    return new StatusBuilder().withStatus("Failure").withCode(code).withMessage(message);
  }

  private static StatusBuilder because(
      StatusBuilder status, String reason, String field, String text) {
    return status
        .withNewDetails()
        .addNewCause()
        .withReason(reason)
        .withField(field)
        .withMessage(text)
        .endCause()
        .endDetails();
  }

  static Stream<Arguments> refusals() {
    var blocked = status(429, "Cannot evict pod");
    return Stream.of(
        arguments(
            because(
                blocked, "DisruptionBudget", "", "The disruption budget web needs 2 healthy pods"),
            new Answer.Blocked("The disruption budget web needs 2 healthy pods")),
        arguments(
            status(429, "too many requests, please try again later"),
            new Answer.Rejected(429, "too many requests, please try again later")),
        arguments(
            status(500, "This pod has more than one PodDisruptionBudget, which is not supported"),
            new Answer.Blocked(
                "This pod has more than one PodDisruptionBudget, which is not supported")),
        arguments(status(404, "pods \"a\" not found"), new Answer.Moot("pods \"a\" not found")),
        arguments(
            status(409, "Precondition failed: UID in precondition: u, UID in object meta: w"),
            new Answer.Moot("Precondition failed: UID in precondition: u, UID in object meta: w")),
        arguments(
            status(409, "the UID in the precondition (u) does not match the UID in record (w)"),
            new Answer.Moot(
                "the UID in the precondition (u) does not match the UID in record (w)")),
        arguments(
            status(409, "please apply your changes to the latest version"),
            new Answer.Rejected(409, "please apply your changes to the latest version")),
        arguments(
            because(
                status(422, "Pod is invalid"), "FieldValueInvalid", "metadata.uid", "immutable"),
            new Answer.Moot("Pod is invalid")),
        arguments(
            because(status(422, "Pod is invalid"), "FieldValueInvalid", "spec", "immutable"),
            new Answer.Rejected(422, "Pod is invalid")),
        arguments(status(403, "forbidden"), new Answer.Rejected(403, "forbidden")),
        arguments(status(401, "Unauthorized"), new Answer.Rejected(401, "Unauthorized")),
        arguments(status(500, "etcd is slow"), new Answer.NoAnswer("etcd is slow")),
        arguments(status(503, "not ready"), new Answer.NoAnswer("not ready")),
        arguments(status(504, "timed out"), new Answer.NoAnswer("timed out")));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("refusals")
  void eachRefusalHasOneMeaningAndIsNotTriedAgain(StatusBuilder status, Answer meaning)
      throws InterruptedException {
    server
        .expect()
        .post()
        .withPath(POD_PATH + "/eviction")
        .andReturn(status.getCode(), status.build())
        .once();
    server.expect().post().withPath(POD_PATH + "/eviction").andReturn(201, "{}").always();

    assertThat(cluster().evict(POD)).isEqualTo(meaning);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void anEvictionNamesTheVeryPod() throws InterruptedException {
    server.expect().post().withPath(POD_PATH + "/eviction").andReturn(201, "{}").once();

    assertThat(cluster().evict(POD)).isEqualTo(new Answer.Accepted());
    assertThat(server.takeRequest().getBody().readUtf8())
        .contains("\"preconditions\":{\"uid\":\"u\"}")
        .contains("\"apiVersion\":\"policy/v1\"");
  }

  @Test
  void onlyAForcedDeletionGivesNoGrace() throws InterruptedException {
    server.expect().delete().withPath(POD_PATH).andReturn(200, "{}").times(2);

    assertThat(cluster().delete(POD)).isEqualTo(new Answer.Accepted());
    assertThat(cluster().forceDelete(POD)).isEqualTo(new Answer.Accepted());
    assertThat(server.takeRequest().getBody().readUtf8())
        .contains("\"preconditions\":{\"uid\":\"u\"}")
        .doesNotContain("gracePeriodSeconds");
    assertThat(server.takeRequest().getBody().readUtf8())
        .contains("\"preconditions\":{\"uid\":\"u\"}")
        .contains("\"gracePeriodSeconds\":0");
  }

  @Test
  void aServerThatCannotBeReachedGivesNoAnswerAndNoLook() {
    var config =
        new ConfigBuilder()
            .withMasterUrl("http://127.0.0.1:1")
            .withDisableHostnameVerification()
            .build();
    try (var nobody = new KubernetesClientBuilder().withConfig(config).build()) {
      var cluster = new LiveCluster(nobody, Instant::now);
      assertThat(cluster.delete(POD)).isInstanceOf(Answer.NoAnswer.class);
      assertThat(cluster.look(POD)).isInstanceOf(PodLook.Unreadable.class);
    }
  }

  @Test
  void aLookThatIsRefusedIsNoAbsence() {
    server
        .expect()
        .get()
        .withPath(POD_PATH)
        .andReturn(403, status(403, "forbidden").build())
        .once();
    assertThat(cluster().look(POD)).isEqualTo(new PodLook.Unreadable("forbidden"));
  }
}
