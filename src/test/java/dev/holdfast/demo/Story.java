package dev.holdfast.demo;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.holdfast.kit.Installation;
import dev.holdfast.kit.Screen;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Install, apply, crash, watch, tell. */
final class Story {
  private static final Duration READY_WITHIN = Duration.ofMinutes(1);

  /** Twice of what it takes with stock timings. */
  private static final Duration RECOVERED_WITHIN = Duration.ofMinutes(2);

  private final DemoCluster cluster;
  private final KubernetesClient client;
  private final Screen screen;
  private final Sample sample;

  Story(DemoCluster cluster, Screen screen, Sample sample) {
    this.cluster = cluster;
    this.client = cluster.client();
    this.screen = screen;
    this.sample = sample;
  }

  /** Throws what a person should read when it does not go as told. */
  void tell() throws Exception {
    start();
    apply();
    var sightings = crash();
    screen.await(
        "All replicas are ready again", RECOVERED_WITHIN, sightings::meanwhile, sightings::look);
    conclude();
  }

  private void start() throws Exception {
    screen.say("Applying deploy/install.yaml and starting Holdfast");
    cluster.startHoldfast();
  }

  private void apply() throws Exception {
    for (var file : sample.files()) {
      screen.say("Applying " + file);
      Installation.apply(client, file, sample.namespace());
    }
    screen.await(
        "Policy %s says that all %d replicas are ready".formatted(sample.name(), sample.replicas()),
        READY_WITHIN,
        () -> "ready: " + Picture.readiness(client, sample),
        this::isHealthy);
    hosts().forEach((host, pods) -> screen.say("%s runs %d of them".formatted(host, pods)));
    screen.print("\n" + cluster.policies() + "\n");
  }

  private boolean isHealthy() {
    var pods = Picture.status(client, sample).pods();
    return pods != null
        && pods.ready() == sample.replicas()
        && pods.desired() == sample.replicas()
        && Picture.pods(client, sample).stream().filter(Picture::isReady).count()
            == sample.replicas();
  }

  /** How many replicas each host runs, the most first. */
  private Map<String, Long> hosts() {
    var counted =
        Picture.pods(client, sample).stream()
            .flatMap(pod -> Picture.nodeOf(pod).stream())
            .collect(groupingBy(host -> host, counting()));
    var sorted = new LinkedHashMap<String, Long>();
    counted.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }

  private Sightings crash() {
    var victim = hosts().entrySet().iterator().next();
    var sightings = new Sightings(client, screen, sample, victim.getKey());
    screen.say(
        "NOW %s loses its power, and with it %d of %d replicas"
            .formatted(victim.getKey(), victim.getValue(), sample.replicas()));
    screen.countFromHere();
    screen.say(
        "%s: %s; the API does not know yet"
            .formatted(victim.getKey(), cluster.crash(victim.getKey())));
    return sightings;
  }

  private void conclude() throws Exception {
    screen.print("\n" + cluster.policies());
    screen.print("\n" + IncidentBlock.of(Picture.status(client, sample)) + "\n");
    screen.print(cluster.comparison());
  }
}
