package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.kit.ApiCall;
import dev.holdfast.kit.ApiRelay;
import dev.holdfast.kit.Fate;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.RelayRules;
import dev.holdfast.kit.Scene;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Each call to the API server can be seen, stopped, delayed, answered or made to lose its reply.
 */
@Tag("integration")
@ExtendWith(KubeExtension.class)
class KitRelayIT {
  /** The first call of a client may take seconds on a busy machine. */
  private static final int TIMEOUT_MILLIS = 5_000;

  @Test
  void rulesSeeEachCallWithItsBody(Scene scene) throws Exception {
    var seen = new CopyOnWriteArrayList<ApiCall>();
    try (var relay = ApiRelay.to(scene.plane());
        var client = client(relay.kubeconfig())) {
      relay.follow(
          call -> {
            seen.add(call);
            return Fate.pass();
          });
      client.resource(note(scene, "one")).create();
      client.resource(note(scene, "one")).delete();
    }
    assertThat(seen).extracting(ApiCall::method).containsExactly("POST", "DELETE");
    assertThat(seen.getFirst().body()).contains("\"name\":\"one\"");
    assertThat(seen.getLast().path()).endsWith("/configmaps/one");
  }

  @Test
  void aCallCanFailBeforeOrAfterItIsDone(Scene scene) throws Exception {
    var deeds = new CopyOnWriteArrayList<String>();
    try (var relay = ApiRelay.to(scene.plane());
        var client = client(relay.kubeconfig())) {

      relay.follow(call -> new Fate.Before(() -> deeds.add("before")));
      assertThatThrownBy(() -> client.resource(note(scene, "before")).create())
          .isInstanceOf(KubernetesClientException.class);

      relay.follow(call -> new Fate.After(() -> deeds.add("after " + exists(scene, "after"))));
      assertThatThrownBy(() -> client.resource(note(scene, "after")).create())
          .isInstanceOf(KubernetesClientException.class);

      relay.follow(call -> new Fate.Drop());
      assertThatThrownBy(() -> client.resource(note(scene, "dropped")).create())
          .isInstanceOf(KubernetesClientException.class);

      relay.follow(call -> Fate.refuse(429, "TooManyRequests"));
      assertThatThrownBy(() -> client.resource(note(scene, "refused")).create())
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(429));

      relay.follow(call -> new Fate.Delay(Duration.ofMillis(300)));
      var start = System.nanoTime();
      client.resource(note(scene, "late")).create();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
    }
    assertThat(deeds).containsExactly("before", "after true");
    assertThat(exists(scene, "after")).isTrue();
    assertThat(exists(scene, "late")).isTrue();
    assertThat(List.of("before", "dropped", "refused")).noneMatch(name -> exists(scene, name));
  }

  @Test
  void watchesGoThroughAndCanLoseSingleEvents(Scene scene) throws Exception {
    var events = new CopyOnWriteArrayList<String>();
    try (var relay = ApiRelay.to(scene.plane());
        var client = client(relay.kubeconfig())) {
      relay.follow(RelayRules.keeping((watch, event) -> !event.contains("\"name\":\"secret\"")));
      var notes = client.configMaps().inNamespace(scene.namespace()).withLabel("kit", "note");
      try (var watch = notes.watch(namesInto(events))) {
        assertThat(watch).isNotNull();
        scene.create(note(scene, "first"));
        scene.create(note(scene, "secret"));
        scene.create(note(scene, "last"));
        scene.eventually().until("the last event came", () -> events.contains("last"));
      }
    }
    assertThat(events).containsExactly("first", "last");
  }

  @Test
  void aTokenOfTheCallerIsPassedOn(Scene scene) throws Exception {
    scene.eventually().until("the service account is there", () -> tokenOf(scene) != null);
    try (var relay = ApiRelay.to(scene.plane());
        var client = client(relay.kubeconfig(tokenOf(scene)))) {
      assertThatThrownBy(() -> client.nodes().list())
          .hasMessageContaining("system:serviceaccount:" + scene.namespace() + ":default");
    }
  }

  private static String tokenOf(Scene scene) {
    return scene
        .client()
        .serviceAccounts()
        .inNamespace(scene.namespace())
        .withName("default")
        .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
        .getStatus()
        .getToken();
  }

  private static Watcher<ConfigMap> namesInto(List<String> events) {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, ConfigMap note) {
        if (action == Action.ADDED) { // a bookmark has no name
          events.add(note.getMetadata().getName());
        }
      }

      @Override
      public void onClose() {} // by the test itself

      @Override
      public void onClose(WatcherException cause) {
        events.add("closed: " + cause);
      }
    };
  }

  private static KubernetesClient client(Path kubeconfig) {
    var config =
        new ConfigBuilder(Config.fromKubeconfig(kubeconfig.toFile()))
            .withRequestTimeout(TIMEOUT_MILLIS)
            .withRequestRetryBackoffLimit(0)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private static ConfigMap note(Scene scene, String name) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(scene.namespace())
        .addToLabels("kit", "note")
        .endMetadata()
        .build();
  }

  private static boolean exists(Scene scene, String name) {
    return scene.client().resource(note(scene, name)).get() != null;
  }
}
