package dev.holdfast.kit;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where one test plays: a namespace of its own and a pool of hosts of the same name on the shared
 * control plane. All of it goes when the test ends.
 */
public final class Scene implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final ControlPlane plane;
  private final String namespace;
  private final List<HostPool> pools = new ArrayList<>();

  private Scene(ControlPlane plane, String namespace) {
    this.plane = plane;
    this.namespace = namespace;
  }

  static Scene on(ControlPlane plane) {
    var scene = new Scene(plane, "scene-" + COUNT.incrementAndGet());
    var namespace =
        new NamespaceBuilder().withNewMetadata().withName(scene.namespace).endMetadata().build();
    plane.client().resource(namespace).create();
    return scene;
  }

  public ControlPlane plane() {
    return plane;
  }

  public KubernetesClient client() {
    return plane.client();
  }

  public String namespace() {
    return namespace;
  }

  /** The value of {@link HostSpec#POOL} on this scene's nodes. */
  public String pool() {
    return namespace;
  }

  /** Hosts of this scene, one for each element of {@code zones}; once a scene. */
  public HostPool hosts(String... zones) throws IOException {
    var pool = HostPool.start(plane, pool(), zones);
    pools.add(pool);
    return pool;
  }

  public Eventually eventually() {
    return Eventually.in(plane.client(), namespace);
  }

  @Override
  public void close() {
    plane.client().namespaces().withName(namespace).delete();
    pools.forEach(HostPool::close);
  }
}
