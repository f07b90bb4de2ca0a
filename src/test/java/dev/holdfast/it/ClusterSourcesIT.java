package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kit.FakeHost;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.OurResources;
import dev.holdfast.kit.Scene;
import dev.holdfast.kit.StallingRelay;
import dev.holdfast.kube.source.ClusterSources;
import dev.holdfast.kube.source.Deaf;
import dev.holdfast.kube.source.EmergencyStop;
import dev.holdfast.kube.source.NodeWarnings;
import dev.holdfast.signal.NodeWarning;
import dev.holdfast.signal.PodSignal;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The watches, on a real API server. */
@Tag("integration")
@ExtendWith(KubeExtension.class)
class ClusterSourcesIT {
  private static final Duration START = Duration.ofSeconds(30);

  private final Scene scene;

  ClusterSourcesIT(Scene scene) {
    this.scene = scene;
    OurResources.install(scene.client());
  }

  private ClusterSources sources(KubernetesClient client) {
    return new ClusterSources(client, scene.namespace(), Instant::now);
  }

  private static void start(ClusterSources sources) throws InterruptedException {
    sources.start();
    assertThat(sources.awaitListed(START)).isEmpty();
  }

  private Pod pod(String name, String app) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(scene.namespace())
        .withName(name)
        .addToLabels("app", app)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("main")
        .withImage("example.test/app")
        .endContainer()
        .endSpec()
        .build();
  }

  @Test
  void aPodIsToldFromItsCreationToItsEnd() throws InterruptedException {
    List<String> told = new CopyOnWriteArrayList<>();
    var sources = sources(scene.client());
    sources.addListener(new Ears("told", told));
    start(sources);
    try {
      var created = scene.client().resource(pod("told", "one")).create();
      scene.eventually().until("it is told", () -> told.contains("– → one"));
      scene.client().resource(pod("told", "two")).forceConflicts().serverSideApply();
      scene.eventually().until("its new label is told", () -> told.contains("one → two"));
      scene.client().resource(created).withGracePeriod(0).delete();
      scene.eventually().until("its end is told", () -> told.contains("two → –"));

      assertThat(sources.pods().find(scene.namespace(), "told")).isEmpty();
      assertThat(sources.synced()).isTrue();
    } finally {
      sources.stop();
    }
  }

  @Test
  void ofEventsAboutNodesOnlyThoseCountThatArriveWhileTheyAreWatched() throws Exception {
    var host = scene.hosts("a").host(0);
    scene.create(ProblemEvent.of(host, "TaskHung", 5));
    var seen = scene.create(ProblemEvent.of(host, "IOError", 1));
    seen.getMetadata().setResourceVersion(null);
    var sources = sources(scene.client());
    start(sources);
    try {
      scene
          .eventually()
          .within(NodeWarnings.PICTURE_STANDS.multipliedBy(2))
          .until(
              "it is counted up",
              () -> {
                seen.setCount(seen.getCount() + 1);
                scene.client().resource(seen).update();
                return !reasons(sources, host).isEmpty();
              });
      assertThat(reasons(sources, host)).containsExactly("IOError");
    } finally {
      sources.stop();
    }
  }

  private static List<String> reasons(ClusterSources sources, FakeHost host) {
    return sources.warnings().picture().warnings().stream()
        .filter(warning -> warning.node().equals(host.name()))
        .map(NodeWarning::reason)
        .toList();
  }

  /** Writes down how one pod's label changes. */
  private static final class Ears extends Deaf {
    private final String name;
    private final List<String> told;

    Ears(String name, List<String> told) {
      this.name = name;
      this.told = told;
    }

    @Override
    public void onPodChange(@Nullable PodSignal before, @Nullable PodSignal after) {
      var pod = after == null ? before : after;
      if (pod != null && pod.name().equals(name)) told.add(app(before) + " → " + app(after));
    }

    private static String app(@Nullable PodSignal pod) {
      return pod == null ? "–" : pod.labels().getOrDefault("app", "?");
    }
  }

  @Test
  void theEmergencyStopIsSeenWhenPulledAndWhenReleased() throws InterruptedException {
    var stop =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withNamespace(scene.namespace())
            .withName(EmergencyStop.NAME)
            .endMetadata()
            .build();
    var sources = sources(scene.client());
    start(sources);
    try {
      assertThat(sources.emergencyStop().engaged()).isFalse();
      scene.client().resource(stop).create();
      scene.eventually().until("it is engaged", () -> sources.emergencyStop().engaged());
      scene.client().resource(stop).delete();
      scene.eventually().until("it is released", () -> !sources.emergencyStop().engaged());
    } finally {
      sources.stop();
    }
  }

  @Test
  void whatCannotBeListedIsNamed() throws InterruptedException {
    var nobody = new ConfigBuilder(Config.empty()).withMasterUrl("http://127.0.0.1:1").build();
    try (var client = new KubernetesClientBuilder().withConfig(nobody).build()) {
      var sources = sources(client);
      sources.start();
      try {
        assertThat(sources.awaitListed(Duration.ofSeconds(1)))
            .hasValueSatisfying(missing -> assertThat(missing).contains("pods", "leases"));
      } finally {
        sources.stop();
      }
    }
  }

  /**
   * A watch whose server's host has crashed stays open and silent. The leases, which are never
   * silent while a node lives, give it away, and all watches are opened again.
   */
  @Tag("long")
  @Test
  void watchesThatDiedWithoutAWordAreOpenedAgain() throws Exception {
    scene.hosts("a");
    var master = scene.client().getMasterUrl();
    try (var relay = StallingRelay.to(new InetSocketAddress(master.getHost(), master.getPort()));
        var client = through(relay)) {
      var sources = sources(client);
      start(sources);
      try {
        scene
            .eventually()
            .until("a lease is known", () -> sources.nodes().lastLeaseEventAt().isPresent());
        relay.stallAll();
        scene.client().resource(pod("unheard-of", "x")).create();

        scene
            .eventually()
            .within(Duration.ofSeconds(90))
            .until(
                "the pod is seen all the same",
                () -> sources.pods().find(scene.namespace(), "unheard-of").isPresent());
        scene.eventually().until("all is well again", sources::synced);
      } finally {
        sources.stop();
      }
    }
  }

  private KubernetesClient through(StallingRelay relay) {
    var config = Config.fromKubeconfig(scene.plane().kubeconfig().toFile());
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(config)
                .withMasterUrl("https://127.0.0.1:" + relay.port())
                .withRequestRetryBackoffLimit(0)
                .withHttp2Disable(
                    true) // as Holdfast does: HTTP/2 would stay on the dead connection
                .build())
        .withHttpClientFactory(new JdkHttpClientFactory())
        .build();
  }
}
