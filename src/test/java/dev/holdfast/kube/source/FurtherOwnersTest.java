package dev.holdfast.kube.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.signal.OwnerRef;
import dev.holdfast.signal.OwnerSignal;
import io.fabric8.kubernetes.api.model.APIResourceBuilder;
import io.fabric8.kubernetes.api.model.APIResourceListBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnableKubernetesMockClient(https = false)
class FurtherOwnersTest {
  private static final String VERSION = "/apis/apps.kruise.io/v1alpha1";

  @SuppressWarnings("NullAway.Init") // set by the extension
  KubernetesMockServer server;

  @SuppressWarnings("NullAway.Init") // set by the extension
  KubernetesClient client;

  private FurtherOwners owners;

  @BeforeEach
  void serveTheKind() {
    owners = new FurtherOwners(client, new OwnerReader(new Interner()), (before, after) -> {});
    var kind =
        new APIResourceBuilder()
            .withName("clonesets")
            .withKind("CloneSet")
            .withNamespaced(true)
            .build();
    var kinds = new APIResourceListBuilder().withResources(kind).build();
    server.expect().get().withPath(VERSION).andReturn(200, kinds).always();
  }

  @AfterEach
  void stop() {
    owners.stop();
  }

  @Test
  void whoInventsOwnersKeepsThoseOfNoOtherNamespaceUnknown() {
    serve("shop", "web");
    for (int i = 0; i < 3_000; i++) owners.find("tenant", ref("invented-" + i));

    awaitReplicas("shop", "web");
  }

  @Test
  void ofOneNamespaceABoundedNumberIsFollowed() throws InterruptedException {
    for (int i = 0; i < 3_000; i++) owners.find("tenant", ref("invented-" + i));
    serve("shop", "web");
    awaitReplicas("shop", "web");

    assertThat(asked()).filteredOn(path -> path.contains("/tenant/")).hasSize(200);
  }

  @Test
  void aKindThatIsDeniedInOneNamespaceIsReadInOthers() throws InterruptedException {
    server.expect().get().withPath(path("tenant", "web")).andReturn(403, status(403)).always();
    serve("shop", "web");
    owners.find("tenant", ref("web"));
    owners.find("tenant", ref("other"));

    awaitReplicas("shop", "web");
    assertThat(asked())
        .contains(path("tenant", "web"))
        .as("what is denied there is not asked for again there")
        .doesNotContain(path("tenant", "other"));
  }

  @ParameterizedTest
  @CsvSource({
    "x/status, apps.kruise.io/v1alpha1",
    ".., apps.kruise.io/v1alpha1",
    "web?watch=true, apps.kruise.io/v1alpha1",
    "Web, apps.kruise.io/v1alpha1",
    "'', apps.kruise.io/v1alpha1",
    "web, ../v1alpha1",
    "web, apps.kruise.io/v1?x",
    "web, a/b/c"
  })
  void whatIsNoNameIsNotAskedFor(String name, String apiVersion) throws InterruptedException {
    serve("shop", "sound");

    assertThat(owners.find("shop", new OwnerRef(apiVersion, "CloneSet", name, "u-" + name)))
        .isEmpty();

    awaitReplicas("shop", "sound");
    assertThat(asked()).containsOnly(VERSION, path("shop", "sound"));
  }

  private void awaitReplicas(String namespace, String name) {
    await()
        .untilAsserted(
            () ->
                assertThat(owners.find(namespace, ref(name)).map(OwnerSignal::replicas))
                    .contains(3));
  }

  private List<String> asked() throws InterruptedException {
    var paths = new ArrayList<String>();
    for (int left = server.getRequestCount(); left > 0; left--) {
      var request = server.takeRequest(1, TimeUnit.SECONDS);
      if (request != null) paths.add(request.getPath());
    }
    return paths;
  }

  private static OwnerRef ref(String name) {
    return new OwnerRef("apps.kruise.io/v1alpha1", "CloneSet", name, "u-" + name);
  }

  private static String path(String namespace, String name) {
    return VERSION + "/namespaces/" + namespace + "/clonesets/" + name;
  }

  private void serve(String namespace, String name) {
    server.expect().get().withPath(path(namespace, name)).andReturn(200, cloneSet(name)).always();
  }

  private static GenericKubernetesResource cloneSet(String name) {
    return new GenericKubernetesResourceBuilder()
        .withApiVersion("apps.kruise.io/v1alpha1")
        .withKind("CloneSet")
        .withNewMetadata()
        .withNamespace("shop")
        .withName(name)
        .withUid("u-" + name)
        .endMetadata()
        .addToAdditionalProperties("spec", Map.of("replicas", 3))
        .build();
  }

  private static Status status(int code) {
    return new StatusBuilder().withCode(code).build();
  }
}
