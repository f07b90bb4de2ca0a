package dev.holdfast.bench;

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
import dev.holdfast.kit.Variables;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * {@code make alarms}: makes pods ill and well again while the leader is killed and the receiver is
 * out, and compares what the receiver took, and what a real Alertmanager still shows, with what was
 * done to the pods; measures how soon that Alertmanager hears. Writes docs/alarms.md, and fails
 * when an alarm was lost.
 */
public final class AlarmsLost {
  private static final int FAILED = 1;
  private static final int CALM = 100; // with fewer the 99th percentile is the maximum
  private static final int TROUBLED = 100;
  private static final Duration PROMPT = Duration.ofSeconds(1);
  private static final Duration TOLD_WITHIN = Duration.ofMinutes(6); // the longest pause, and some
  private static final Path PAGE = Path.of("docs", "alarms.md");

  private final Screen screen = new Screen(System.out);
  private final long seed;

  private AlarmsLost(long seed) {
    this.seed = seed;
  }

  /** Ends with 0 when none was lost and each calm one was heard in time. */
  public static void main(String[] arguments) throws Exception {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
    System.exit(new AlarmsLost(Variables.here().seed()).run() ? 0 : FAILED);
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
      var rounds =
          new AlarmRounds(scene, replicas, receiver, alertmanager, new Random(seed), screen);
      rounds.prepare(names());
      for (int i = 0; i < CALM; i++) rounds.calm(name(i));
      for (int i = 0; i < TROUBLED; i++) rounds.troubled(name(CALM + i), i % 2 == 0);
      var told = new AlarmsTold(receiver, alertmanager);
      return publish(machine, rounds, lost(told), stillFiring(told));
    }
  }

  private static List<String> names() {
    return IntStream.range(0, CALM + TROUBLED).mapToObj(AlarmsLost::name).toList();
  }

  private static String name(int round) {
    return "w" + round;
  }

  /** Each round makes one pod ill, and well again. */
  private static Set<String> expected() {
    return names().stream()
        .flatMap(name -> Stream.of(name + " firing", name + " resolved"))
        .collect(Collectors.toSet());
  }

  private Set<String> lost(AlarmsTold told) {
    await("all are told", () -> told.took().containsAll(expected()));
    var missing = expected();
    missing.removeAll(told.took());
    return missing;
  }

  private Set<String> stillFiring(AlarmsTold told) throws IOException {
    await("no alert fires any more", () -> told.firing().isEmpty());
    return told.firing();
  }

  private void await(String what, Callable<Boolean> condition) {
    try {
      Awaitility.await(what)
          .atMost(TOLD_WITHIN)
          .pollInterval(Duration.ofSeconds(1))
          .until(condition);
    } catch (ConditionTimeoutException late) {
      screen.say("not in time: " + what);
    }
  }

  private boolean publish(
      Machine machine, AlarmRounds rounds, Set<String> lost, Set<String> stillFiring)
      throws IOException {
    boolean prompt = Figures.percentile(rounds.heard(), 99).compareTo(PROMPT) <= 0;
    var text = section(machine, rounds, lost, stillFiring);
    screen.print("\n" + text + "\n");
    SafetyDocument.put(PAGE, "alarms", text);
    lost.forEach(alarm -> screen.print("LOST: " + alarm));
    stillFiring.forEach(alarm -> screen.print("STILL FIRES: " + alarm));
    if (!prompt) screen.print("TOO SLOW: the 99th percentile is above " + PROMPT);
    return lost.isEmpty() && stillFiring.isEmpty() && prompt;
  }

  private String section(
      Machine machine, AlarmRounds rounds, Set<String> lost, Set<String> stillFiring) {
    var heard = rounds.heard();
    return """
    Printed by `make alarms` (SEED=%d). %s

    A real control plane, two replicas, a real Alertmanager and a receiver made with the CloudEvents SDK. Each of %d pods is made ill and
    well again: %d undisturbed; during each of the other %d the leader is killed (%d times), while the pod becomes ill or while it becomes
    well, and during %d of them the receiver refuses all. Expected is one firing and one end of each pod, whatever the statuses say.

    %s

    %s\
    """
        .formatted(
            seed,
            machine.text(),
            CALM + TROUBLED,
            CALM,
            TROUBLED,
            rounds.kills(),
            rounds.outages(),
            Table.of(
                List.of("alarms expected", "lost", "alerts that still fire at the end"),
                List.of(List.of(count(expected()), count(lost), count(stillFiring)))),
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

  private static String count(Set<String> alarms) {
    return Integer.toString(alarms.size());
  }

  private static String millis(Duration time) {
    return Long.toString(time.toMillis());
  }
}
