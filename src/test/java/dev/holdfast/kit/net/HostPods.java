package dev.holdfast.kit.net;

import dev.holdfast.kit.ControlPlane;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What runs on a host in place of its pods' containers: one {@link PodServer} that listens on the
 * TCP ports that running pods declare, at their addresses. It follows the API server while the host
 * does, and stays as it was while the host is cut off.
 */
final class HostPods implements ResourceEventHandler<Pod>, AutoCloseable {
  private final ControlPlane plane;
  private final String node;
  private final Station station;
  private final Map<String, PodAnswer> told = new HashMap<>();
  private @Nullable SharedIndexInformer<Pod> pods;
  private @Nullable PodServerProcess server;
  private boolean follows;

  HostPods(ControlPlane plane, String node, Station station) {
    this.plane = plane;
    this.node = node;
    this.station = station;
  }

  /** Goes on with what the API server says, from nothing when nothing runs. */
  void start() {
    if (pods == null) {
      pods = plane.client().pods().inAnyNamespace().withField("spec.nodeName", node).inform(this);
    }
    follow();
  }

  private synchronized void follow() {
    if (server == null) server = PodServerProcess.start(plane, node, station.place());
    follows = true;
    tell();
  }

  /** Nothing runs any more. */
  synchronized void kill() {
    follows = false;
    told.clear();
    if (server != null) server.close();
    server = null;
  }

  /** All runs on as it does now, whatever the API server says. */
  synchronized void leaveAlone() {
    follows = false;
  }

  @Override
  public void onAdd(Pod pod) {
    tell();
  }

  @Override
  public void onUpdate(Pod before, Pod now) {
    tell();
  }

  @Override
  public void onDelete(Pod pod, boolean unknown) {
    tell();
  }

  @Override
  public void close() {
    if (pods != null) pods.close();
    kill();
  }

  private synchronized void tell() {
    if (!follows || server == null || pods == null) return;
    var wanted = answers(pods.getStore().list());
    for (var endpoint : all(told, wanted)) {
      var answer = wanted.getOrDefault(endpoint, PodAnswer.REFUSE);
      if (told.put(endpoint, answer) != answer) server.answer(endpoint, answer);
    }
    told.keySet().retainAll(wanted.keySet());
  }

  private static Set<String> all(Map<String, PodAnswer> some, Map<String, PodAnswer> others) {
    var all = new HashSet<>(some.keySet());
    all.addAll(others.keySet());
    return all;
  }

  /** By address and port. */
  private static Map<String, PodAnswer> answers(List<Pod> pods) {
    var answers = new HashMap<String, PodAnswer>();
    pods.stream()
        .filter(HostPods::runs)
        .forEach(pod -> endpoints(pod).forEach(at -> answers.put(at, answer(pod))));
    return answers;
  }

  private static boolean runs(Pod pod) {
    return "Running".equals(pod.getStatus().getPhase()) && pod.getStatus().getPodIP() != null;
  }

  private static PodAnswer answer(Pod pod) {
    var annotations = pod.getMetadata().getAnnotations();
    var value = annotations == null ? null : annotations.get(PodAnswer.ANNOTATION);
    return value == null ? PodAnswer.OK : PodAnswer.ofValue(value);
  }

  private static Stream<String> endpoints(Pod pod) {
    return pod.getSpec().getContainers().stream()
        .flatMap(container -> container.getPorts().stream())
        .filter(port -> port.getProtocol() == null || "TCP".equals(port.getProtocol()))
        .map(ContainerPort::getContainerPort)
        .map(port -> pod.getStatus().getPodIP() + " " + port);
  }
}
