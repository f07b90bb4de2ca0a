package dev.holdfast.bench;

import dev.holdfast.kit.Alertmanager;
import dev.holdfast.kit.HttpReceiver;
import dev.holdfast.kit.Scene;
import dev.holdfast.kit.Screen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;

/** Each makes one pod ill and well again: one alarm, and its end. */
final class AlarmRounds {
  private static final int MILLIS = 2000; // at a random instant within so many things happen
  private static final Duration SEEN_WITHIN = Duration.ofMinutes(2);

  private final Scene scene;
  private final ReplicaSet replicas;
  private final HttpReceiver receiver;
  private final Alertmanager alertmanager;
  private final Random random;
  private final Screen screen;
  private final List<Duration> heard = new ArrayList<>();
  private int kills;
  private int outages;

  AlarmRounds(
      Scene scene,
      ReplicaSet replicas,
      HttpReceiver receiver,
      Alertmanager alertmanager,
      Random random,
      Screen screen) {
    this.scene = scene;
    this.replicas = replicas;
    this.receiver = receiver;
    this.alertmanager = alertmanager;
    this.random = random;
    this.screen = screen;
  }

  /** How long it took each time from detection until Alertmanager showed it. */
  List<Duration> heard() {
    return List.copyOf(heard);
  }

  int kills() {
    return kills;
  }

  int outages() {
    return outages;
  }

  /** A workload with one pod and a policy of each name; returns when all count. */
  void prepare(List<String> all) {
    all.forEach(name -> scene.create(scene.workloads().deployment(name, 1)));
    for (var name : all) {
      scene
          .policies()
          .protect(
              name,
              List.of(name),
              """
              mode: Observe
              detection: {notReadyFor: 1s}
              alarms:
              - cloudEvents: {url: "%s/ha"}
              - alertmanager: {urls: ["%s"]}
              """
                  .formatted(receiver.url(), alertmanager.url()));
    }
    for (var name : all) {
      scene
          .eventually()
          .within(Duration.ofMinutes(2))
          .until(
              name + " counts",
              () -> {
                var pods = scene.policies().status(name).pods();
                return pods != null && pods.ready() == 1;
              });
    }
  }

  /** From when the incident was known until Alertmanager shows the alert. */
  void calm(String name) {
    var pod = scene.pods(name).getFirst();
    var labels = Map.of("alertname", "HoldfastFaultDetected", "policy", name);
    scene.podState().notReady(pod);
    Awaitility.await("Alertmanager hears of " + name)
        .atMost(Duration.ofSeconds(30))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> alertmanager.fires(labels));
    var at = Instant.now();
    var detected =
        Instant.parse(scene.policies().status(name).incidents().getFirst().times().detected());
    heard.add(Duration.between(detected, at));
    scene.podState().ready(pod);
    screen.say(
        "%d undisturbed: heard after %d ms".formatted(heard.size(), heard.getLast().toMillis()));
  }

  /**
   * The leader dies while the pod becomes ill, or while it becomes well, or in between.
   *
   * @param outage the receiver refuses all meanwhile
   */
  void troubled(String name, boolean outage) throws Exception {
    var pod = scene.pods(name).getFirst();
    boolean killedWhenWell = random.nextBoolean();
    if (outage) refuseAll();
    scene.podState().notReady(pod);
    if (!killedWhenWell) killLeader();
    awaitIncident(name, true);
    scene.podState().ready(pod);
    if (killedWhenWell) killLeader();
    awaitIncident(name, false);
    pause();
    receiver.answersWith(200);
    screen.say("%s troubled: %d kills, %d outages so far".formatted(name, kills, outages));
  }

  private void refuseAll() {
    outages++;
    receiver.answersWith(503);
  }

  private void killLeader() throws Exception {
    pause();
    kills++;
    try (var leader = replicas.take(leader())) {
      leader.kill();
    }
    replicas.add();
  }

  /** What nobody has seen cannot be told: the pod stays as it is until some leader has. */
  private void awaitIncident(String name, boolean open) {
    Awaitility.await("the incident of " + name + " is " + (open ? "open" : "over"))
        .atMost(SEEN_WITHIN)
        .until(() -> isOpen(name) == open);
  }

  private boolean isOpen(String name) {
    return scene.policies().status(name).incidents().stream()
        .anyMatch(incident -> incident.state().equals("Open"));
  }

  /** Time that passes for the faults, at random instants of which things happen. */
  private void pause() throws InterruptedException {
    Thread.sleep(random.nextInt(MILLIS));
  }

  private String leader() {
    Awaitility.await("a replica leads")
        .atMost(Duration.ofSeconds(30))
        .until(() -> replicas.leader().isPresent());
    return replicas.leader().orElseThrow();
  }
}
