package dev.holdfast.bench;

import dev.holdfast.kit.Workloads;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A process of its own that asks ten times a second how many pods of each workload serve, and
 * prints each answer as a {@link Probe}: those that the API server itself shows as ready, on hosts
 * that take a connection. It shares no code with the operator.
 */
public final class Prober {
  static final Duration PERIOD = Duration.ofMillis(100);

  private static final int ANSWERS_WITHIN_MILLIS = 80; // less than the period; loopback needs 1
  private static final int KUBELET_PORT = 10250;

  private final KubernetesClient client;
  private final String namespace;
  private final Map<String, String> hosts;
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  private Prober(KubernetesClient client, String namespace, Map<String, String> hosts) {
    this.client = client;
    this.namespace = namespace;
    this.hosts = hosts;
  }

  /**
   * Goes on until it is killed; KUBECONFIG says which API server it asks.
   *
   * @param arguments the namespace, and the hosts as name=address
   */
  public static void main(String[] arguments) {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
    var hosts =
        Arrays.stream(arguments)
            .skip(1)
            .map(host -> host.split("=", 2))
            .collect(Collectors.toMap(host -> host[0], host -> host[1]));
    var prober = new Prober(new KubernetesClientBuilder().build(), arguments[0], hosts);
    Executors.newSingleThreadScheduledExecutor()
        .scheduleAtFixedRate(
            () -> prober.probe(System.out), 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void probe(PrintStream out) {
    try {
      var from = Instant.now();
      var answering = answering();
      var pods = client.pods().inNamespace(namespace).list().getItems();
      out.println(new Probe(from, Instant.now(), serving(pods, answering)).line());
    } catch (KubernetesClientException unanswered) {
      out.flush(); // a hole in what it printed says so
    }
  }

  private Map<String, Boolean> answering() {
    var asked = new ConcurrentHashMap<String, Future<Boolean>>();
    hosts.forEach((name, address) -> asked.put(name, callers.submit(() -> answers(address))));
    return asked.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, host -> join(host.getValue())));
  }

  private static boolean join(Future<Boolean> answer) {
    try {
      return answer.get();
    } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("a host could not be asked", e);
    }
  }

  private static boolean answers(String address) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, KUBELET_PORT), ANSWERS_WITHIN_MILLIS);
      return true;
    } catch (IOException silentOrRefused) {
      return false;
    }
  }

  private static Map<String, Integer> serving(List<Pod> pods, Map<String, Boolean> answering) {
    var serving = new TreeMap<String, Integer>();
    for (var pod : pods) {
      var app = pod.getMetadata().getLabels().get(Workloads.APP);
      serving.merge(app, serves(pod, answering) ? 1 : 0, Integer::sum);
    }
    return serving;
  }

  /** A pod that ends gets no more traffic. */
  private static boolean serves(Pod pod, Map<String, Boolean> answering) {
    return pod.getMetadata().getDeletionTimestamp() == null
        && Readiness.isPodReady(pod)
        && answering.getOrDefault(pod.getSpec().getNodeName(), false);
  }
}
