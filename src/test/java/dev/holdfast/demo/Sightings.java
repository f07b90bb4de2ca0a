package dev.holdfast.demo;

import dev.holdfast.kit.Screen;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Says each thing that happened since the crash once, when it is first seen. */
final class Sightings {
  private static final String TAINT = "holdfast.dev/unhealthy";

  private final KubernetesClient client;
  private final Screen screen;
  private final Sample sample;
  private final String node;
  private final Set<String> podsBefore;
  private final Map<String, String> zones;
  private final Set<String> said = new HashSet<>();

  Sightings(KubernetesClient client, Screen screen, Sample sample, String node) {
    this.client = client;
    this.screen = screen;
    this.sample = sample;
    this.node = node;
    this.podsBefore =
        Picture.pods(client, sample).stream().map(Sightings::name).collect(Collectors.toSet());
    this.zones =
        client.nodes().list().getItems().stream()
            .collect(Collectors.toMap(n -> n.getMetadata().getName(), Sightings::zone));
  }

  /** Looks once; true when all replicas are ready again and the account of it is closed. */
  boolean look() {
    var now = Picture.take(client, sample, node);
    say(
        "Suspect".equals(now.verdict()),
        "suspect",
        "Holdfast suspects %s; nothing is done yet".formatted(node));
    say(
        !"True".equals(now.nodeReady()),
        "not ready",
        "Kubernetes: %s is not Ready any more (%s)".formatted(node, now.nodeReady()));
    lost(now);
    say(
        now.isTainted(TAINT),
        "tainted",
        "Holdfast: %s is tainted, so that nothing new lands there".formatted(node));
    podsBefore.forEach(pod -> removal(now, pod));
    now.pods().forEach(this::placement);
    return recovered(now);
  }

  /** How things stand, for a line while nothing happens. */
  String meanwhile() {
    var now = Picture.take(client, sample, node);
    return "%s is Ready=%s for Kubernetes, %s for Holdfast; %d of %d replicas are called ready"
        .formatted(node, now.nodeReady(), now.verdict(), now.ready(), sample.replicas());
  }

  /** The event is there before the verdict shows in a status. */
  private void lost(Picture now) {
    var told =
        client.v1().events().inNamespace("default").list().getItems().stream()
            .filter(event -> "NodeLost".equals(event.getReason()))
            .anyMatch(event -> node.equals(event.getInvolvedObject().getName()));
    say(
        told || "Lost".equals(now.verdict()),
        "lost",
        "Holdfast: %s is Lost: its lease was silent for long enough, and it is not Ready"
            .formatted(node));
  }

  private void removal(Picture now, String pod) {
    var gone = now.pods().stream().filter(p -> name(p).equals(pod)).allMatch(Picture::isDeleted);
    say(gone, "deleted " + pod, "Holdfast: pod %s is deleted".formatted(pod));
  }

  private void placement(Pod pod) {
    var host = Picture.nodeOf(pod);
    if (podsBefore.contains(name(pod)) || host.isEmpty()) {
      return;
    }
    say(
        true,
        "bound " + name(pod),
        "Kubernetes: its replacement %s is bound to %s".formatted(name(pod), place(host.get())));
    say(Picture.isReady(pod), "ready " + name(pod), "Replacement %s is ready".formatted(name(pod)));
  }

  private String place(String host) {
    return "%s (%s)".formatted(host, zones.getOrDefault(host, "?"));
  }

  private boolean recovered(Picture now) {
    var status = now.status();
    boolean closed = !status.incidents().isEmpty() && Integer.valueOf(0).equals(status.faults());
    boolean all = closed && now.ready() == sample.replicas();
    say(all, "all", "All %d replicas are ready".formatted(sample.replicas()));
    return all;
  }

  private void say(boolean seen, String what, String sentence) {
    if (seen && said.add(what)) {
      screen.say(sentence);
    }
  }

  static String zone(Node node) {
    return node.getMetadata().getLabels().getOrDefault("topology.kubernetes.io/zone", "no zone");
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getName();
  }
}
