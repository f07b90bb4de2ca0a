package dev.holdfast.chaos;

import dev.holdfast.kit.FakeHost;
import dev.holdfast.kit.HostPool;
import dev.holdfast.kit.PodPart;
import dev.holdfast.kit.Scene;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Where one recovery plays: hosts, of which the first has all pods, and one policy. */
final class Stage implements AutoCloseable {
  static final String APP = "app";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Scene scene;
  private final HostPool pool;
  private List<Pod> victims = List.of();
  private int acts;

  private Stage(Scene scene, HostPool pool) {
    this.scene = scene;
    this.pool = pool;
  }

  static Stage on(Arena arena, int hosts) throws IOException {
    var scene = Scene.on(arena.plane());
    var zones = List.of("a", "b", "c", "d", "e").subList(0, hosts);
    return new Stage(scene, scene.hosts(zones.toArray(String[]::new)));
  }

  Scene scene() {
    return scene;
  }

  HostPool pool() {
    return pool;
  }

  FakeHost host(int index) {
    return pool.host(index);
  }

  /** Its pods run on the first hosts, so many of them, and the policy has seen them. */
  void play(HasMetadata workload, int pods, int onHosts, String policy, String nodePolicy) {
    scene.policies().judgeNodes(scene.pool(), nodePolicy);
    scene.policies().protect(APP, List.of(APP), policy);
    var others = pool.hosts().subList(onHosts, pool.hosts().size());
    others.forEach(FakeHost::cordon);
    scene.create(workload);
    scene
        .eventually()
        .within(PATIENCE)
        .until("its pods are seen to be ready", () -> readyPods() == pods && seen(pods));
    others.forEach(FakeHost::uncordon);
  }

  private long readyPods() {
    return scene.pods(APP).stream().filter(Readiness.getInstance()::isReady).count();
  }

  private boolean seen(int pods) {
    var counted = scene.policies().status(APP).pods();
    return counted != null && counted.ready() == pods;
  }

  /** These are to be removed, each once. */
  void victims(List<Pod> pods) {
    victims = List.copyOf(pods);
  }

  List<Pod> victims() {
    return victims;
  }

  List<Pod> podsOn(FakeHost host) {
    return scene.podsOn(host, APP);
  }

  /** Deeds of people or machines that come after the fault, each once. */
  void once(int number, Runnable deed) {
    if (acts >= number) return;
    acts = number;
    deed.run();
  }

  /** Short-lived, so that a run is short. */
  static PodPart quick() {
    return PodPart.readyAfter(Duration.ofMillis(300));
  }

  @Override
  public void close() {
    scene.close();
  }
}
