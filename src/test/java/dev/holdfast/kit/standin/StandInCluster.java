package dev.holdfast.kit.standin;

import dev.holdfast.kit.NodeTimings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A mock API server in this process, with one thread that plays kubelets and controllers in turn:
 * each looks at what there is and does what is missing.
 */
public final class StandInCluster implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(StandInCluster.class.getName());

  /** Tells of every request; kept here, or its level would be forgotten with it. */
  private static final Logger REQUESTS = Logger.getLogger(MockWebServer.class.getName());

  private static final Duration TURN = Duration.ofMillis(200);

  private final KubernetesMockServer server;
  private final KubernetesClient client;
  private final StandInKubelets kubelets;
  private final List<Runnable> players;
  private final Thread thread = new Thread(this::play, "stand-ins");
  private volatile boolean closed;

  private StandInCluster(NodeTimings timings) {
    REQUESTS.setLevel(Level.OFF);
    this.server =
        new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), new EvictingDispatcher(), false);
    server.init(InetAddress.getLoopbackAddress(), 0);
    this.client = server.createClient(new JdkHttpClientFactory());
    this.kubelets = new StandInKubelets(client, timings);
    this.players =
        List.of(
            kubelets,
            new StandInNodeController(client, timings),
            new StandInDeployments(client),
            new StandInScheduler(client));
    thread.setDaemon(true);
  }

  /** One host for each element of {@code zones}, named host-0, host-1, …; all are up. */
  public static StandInCluster start(NodeTimings timings, String... zones) {
    var cluster = new StandInCluster(timings);
    for (int i = 0; i < zones.length; i++) {
      cluster.addHost("host-" + i, zones[i]);
    }
    cluster.thread.start();
    return cluster;
  }

  public KubernetesClient client() {
    return client;
  }

  /** No heartbeats from there any more, and nothing on it changes. */
  public void crash(String node) {
    kubelets.remove(node);
  }

  private void addHost(String name, String zone) {
    client
        .resource(
            """
            apiVersion: v1
            kind: Node
            metadata:
              name: %1$s
              labels: {kubernetes.io/hostname: %1$s, topology.kubernetes.io/zone: %2$s}
            spec: {providerID: stand-in://%1$s}
            status:
              allocatable: {cpu: "8", memory: 32Gi, pods: "110"}
              nodeInfo: {bootID: boot-of-%1$s}
              conditions:
              - {type: Ready, status: "True"}
            """
                .formatted(name, zone))
        .create();
    kubelets.add(name);
  }

  private void play() {
    while (!closed) {
      players.forEach(StandInCluster::turn);
      LockSupport.parkNanos(TURN.toNanos());
    }
  }

  /** What a controller does about a conflict: it tries again at its next turn. */
  private static void turn(Runnable player) {
    try {
      player.run();
    } catch (KubernetesClientException e) {
      LOG.fine("another time: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.close();
    server.destroy();
  }
}
