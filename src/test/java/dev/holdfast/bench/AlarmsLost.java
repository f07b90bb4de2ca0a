package dev.holdfast.bench;

import dev.holdfast.api.IncidentStatus;
import dev.holdfast.kit.Alertmanager;
import dev.holdfast.kit.AuditLevel;
import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.ControlPlaneOptions;
import dev.holdfast.kit.HttpReceiver;
import dev.holdfast.kit.KubeBinaries;
import dev.holdfast.kit.NodeTimings;
import dev.holdfast.kit.SafetyDocument;
import dev.holdfast.kit.Scene;
import dev.holdfast.kit.Screen;
import io.cloudevents.http.HttpMessageFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * {@code make alarms}: makes pods ill and well again while the leader is killed or the receiver is
 * out, and compares what the receiver took with the incidents in the statuses; measures how soon a
 * real Alertmanager hears. Writes docs/alarms.md, and fails when an alarm was lost.
 */
public final class AlarmsLost {
  private static final int FAILED = 1;
  private static final int CALM = 30;
  private static final int TROUBLED = 100;
  private static final Duration PROMPT = Duration.ofSeconds(1);
  private static final Duration ILL_AT_LEAST = Duration.ofSeconds(3);
  private static final int ILL_MILLIS_MORE = 4000;
  private static final Duration TOLD_WITHIN = Duration.ofMinutes(6); // the longest pause, and some
  private static final Path PAGE = Path.of("docs", "alarms.md");

  private final Screen screen = new Screen(System.out);
  private final long seed;
  private final Random random;
  private final List<Duration> heard = new ArrayList<>();
  private int kills;
  private int outages;

  private AlarmsLost(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
  }

  /** Ends with 0 when none was lost and each calm one was heard in time. */
  public static void main(String[] arguments) throws Exception {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
    var given = System.getenv("SEED");
    var seed = given == null || given.isBlank() ? new Random().nextInt(1_000_000) : parsed(given);
    System.exit(new AlarmsLost(seed).run() ? 0 : FAILED);
  }

  private static long parsed(String seed) {
    try {
      return Long.parseLong(seed);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("SEED must be a whole number, not '" + seed + "'", e);
    }
  }

  private boolean run() throws Exception {
    var machine = Machine.here();
    screen.say("SEED=" + seed);
    var binaries =
        KubeBinaries.find()
            .orElseThrow(() -> new IllegalStateException(KubeBinaries.whatIsMissing()));
    var options = ControlPlaneOptions.named("alarms").with(NodeTimings.SHORT).with(AuditLevel.NONE);
    try (var plane = ControlPlane.start(binaries, options, screen::say);
        var alertmanager = Alertmanager.start(plane.folder());
        var receiver = new HttpReceiver();
        var scene = Scene.on(plane);
        var replicas =
            ReplicaSet.start(plane, 2, s -> s.with("HOLDFAST_ALARM_ADDRESSES", "127.0.0.0/8"))) {
      scene.hosts("a", "b", "c");
      prepare(scene, receiver, alertmanager);
      for (int i = 0; i < CALM; i++) calm(scene, alertmanager, i);
      for (int i = CALM; i < CALM + TROUBLED; i++) troubled(scene, replicas, receiver, i);
      return publish(machine, lost(scene, receiver), expected(scene).size());
    }
  }

  private void prepare(Scene scene, HttpReceiver receiver, Alertmanager alertmanager) {
    var all = names();
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

  private static List<String> names() {
    return IntStream.range(0, CALM + TROUBLED).mapToObj(AlarmsLost::name).toList();
  }

  private static String name(int round) {
    return "w" + round;
  }

  /** From when the incident was known until Alertmanager shows the alert. */
  private void calm(Scene scene, Alertmanager alertmanager, int round) {
    var name = name(round);
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
        "calm %d of %d: heard after %d ms".formatted(round + 1, CALM, heard.getLast().toMillis()));
  }

  private void troubled(Scene scene, ReplicaSet replicas, HttpReceiver receiver, int round)
      throws Exception {
    var pod = scene.pods(name(round)).getFirst();
    scene.podState().notReady(pod);
    pause(Duration.ofMillis(random.nextInt(2000)));
    if (random.nextBoolean()) {
      outages++;
      receiver.answersWith(503);
    }
    if (random.nextInt(3) > 0) {
      kills++;
      try (var leader = replicas.take(leader(replicas))) {
        leader.kill();
      }
      replicas.add();
    }
    pause(ILL_AT_LEAST.plusMillis(random.nextInt(ILL_MILLIS_MORE)));
    scene.podState().ready(pod);
    pause(Duration.ofMillis(random.nextInt(2000)));
    receiver.answersWith(200);
    screen.say(
        "troubled %d of %d: %d kills, %d outages so far"
            .formatted(round - CALM + 1, TROUBLED, kills, outages));
  }

  /** Time that passes for the faults, at random instants of which things happen. */
  private static void pause(Duration time) throws InterruptedException {
    Thread.sleep(time);
  }

  private static String leader(ReplicaSet replicas) {
    Awaitility.await("a replica leads")
        .atMost(Duration.ofSeconds(30))
        .until(() -> replicas.leader().isPresent());
    return replicas.leader().orElseThrow();
  }

  /** Alarms whose incidents stand in a status: their beginnings, and their ends. */
  private static Set<String> expected(Scene scene) {
    return names().stream()
        .filter(name -> hasIncident(scene.policies().status(name).incidents()))
        .flatMap(name -> List.of(name + " firing", name + " resolved").stream())
        .collect(Collectors.toSet());
  }

  private static boolean hasIncident(List<IncidentStatus> incidents) {
    return !incidents.isEmpty();
  }

  private Set<String> lost(Scene scene, HttpReceiver receiver) {
    try {
      Awaitility.await("all are told")
          .atMost(TOLD_WITHIN)
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> took(receiver).containsAll(expected(scene)));
    } catch (org.awaitility.core.ConditionTimeoutException late) {
      screen.say("some are missing");
    }
    var missing = expected(scene);
    missing.removeAll(took(receiver));
    return missing;
  }

  private static Set<String> took(HttpReceiver receiver) {
    return receiver.taken().stream()
        .filter(HttpReceiver.Taken::accepted)
        .map(t -> HttpMessageFactory.createReaderFromMultimap(t.headers(), t.body()).toEvent())
        .filter(event -> new String(event.getData().toBytes()).contains("\"FaultDetected\""))
        .map(
            event ->
                event.getSource().toString().replaceAll(".*/", "")
                    + " "
                    + event.getType().replaceAll(".*\\.", ""))
        .collect(Collectors.toSet());
  }

  private boolean publish(Machine machine, Set<String> lost, int expected) throws IOException {
    boolean prompt = Figures.percentile(heard, 99).compareTo(PROMPT) <= 0;
    var text = section(machine, lost, expected);
    screen.print("\n" + text + "\n");
    SafetyDocument.put(PAGE, "alarms", text);
    lost.forEach(alarm -> screen.print("LOST: " + alarm));
    if (!prompt) screen.print("TOO SLOW: the 99th percentile is above " + PROMPT);
    return lost.isEmpty() && prompt;
  }

  private String section(Machine machine, Set<String> lost, int expected) {
    return """
    Printed by `make alarms` (SEED=%d). %s

    A real control plane, two replicas, a real Alertmanager and a receiver made with the CloudEvents SDK. Each of %d pods is made ill and
    well again; during %d of them the leader is killed (%d times) and the receiver refuses (%d times), at random. Expected is what
    the incidents in the statuses say.

    %s

    %s\
    """
        .formatted(
            seed,
            machine.text(),
            CALM + TROUBLED,
            TROUBLED,
            kills,
            outages,
            Table.of(
                List.of("alarms expected", "lost"),
                List.of(List.of(Integer.toString(expected), Integer.toString(lost.size())))),
            Table.of(
                List.of("from detection to Alertmanager, ms", "n", "median", "p99", "max", "limit"),
                List.of(
                    List.of(
                        "undisturbed",
                        Integer.toString(heard.size()),
                        millis(Figures.median(heard)),
                        millis(Figures.percentile(heard, 99)),
                        millis(Figures.max(heard)),
                        millis(PROMPT)))));
  }

  private static String millis(Duration time) {
    return Long.toString(time.toMillis());
  }
}
