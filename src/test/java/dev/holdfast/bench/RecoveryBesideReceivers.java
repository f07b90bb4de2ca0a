package dev.holdfast.bench;

import dev.holdfast.kit.AuditLevel;
import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.ControlPlaneOptions;
import dev.holdfast.kit.KubeBinaries;
import dev.holdfast.kit.NodeTimings;
import dev.holdfast.kit.OperatorSettings;
import dev.holdfast.kit.Scene;
import dev.holdfast.kit.Screen;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * From the write that makes a pod ill until Holdfast has it removed: of policies without receivers
 * of alarms, with one where nobody listens, and with one that accepts and never answers.
 */
final class RecoveryBesideReceivers {
  static final String TITLE = "Recovery beside receivers that do not work";

  private static final int ROUNDS = 20;
  private static final int BACKLOG = 1024; // connections that the kernel takes for it
  private static final Duration UP_WITHIN = Duration.ofMinutes(3);
  private static final Duration REMOVED_WITHIN = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(10);
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final Screen screen;

  private enum Receiver {
    NONE("no receiver"),
    DEAD("nobody listens"),
    SILENT("accepts and never answers");

    private final String words;

    Receiver(String words) {
      this.words = words;
    }

    String policy(int round) {
      return name().toLowerCase(java.util.Locale.ROOT) + "-" + round;
    }
  }

  RecoveryBesideReceivers(Screen screen) {
    this.screen = screen;
  }

  String measure(KubeBinaries binaries) throws Exception {
    var machine = Machine.here();
    var options =
        ControlPlaneOptions.named("receivers").with(NodeTimings.SHORT).with(AuditLevel.NONE);
    try (var plane = ControlPlane.start(binaries, options, screen::say);
        var silent = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        var scene = Scene.on(plane);
        var replicas = ReplicaSet.start(plane, 2, RecoveryBesideReceivers::withoutLimits)) {
      scene.hosts("a", "b", "c");
      scene.policies().judgeNodes();
      furnish(scene, silent.getLocalPort());
      var times = recover(scene);
      screen.say("%d replicas ran to the end".formatted(replicas.all().size()));
      return section(machine, times);
    }
  }

  /** Receivers of this machine are told, and the brake of the cluster is not felt. */
  private static OperatorSettings withoutLimits(OperatorSettings settings) {
    return settings
        .with("HOLDFAST_ALARM_ADDRESSES", "127.0.0.0/8")
        .with("HOLDFAST_MOVES_PER_MINUTE", "1000");
  }

  private void furnish(Scene scene, int silent) throws IOException {
    int dead = freePort();
    for (int round = 0; round < ROUNDS; round++) {
      protect(scene, Receiver.NONE.policy(round), "");
      protect(scene, Receiver.DEAD.policy(round), receiver(dead));
      protect(scene, Receiver.SILENT.policy(round), receiver(silent));
    }
    for (var receiver : Receiver.values()) {
      for (int round = 0; round < ROUNDS; round++) awaitReady(scene, receiver.policy(round));
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String receiver(int port) {
    return "alarms: [{cloudEvents: {url: \"http://127.0.0.1:%d/\"}}]".formatted(port);
  }

  private static void protect(Scene scene, String name, String alarms) {
    scene.create(scene.workloads().deployment(name, 1));
    scene.policies().protect(name, List.of(name), "detection: {notReadyFor: 1s}\n" + alarms);
  }

  private void awaitReady(Scene scene, String name) {
    screen.await(
        name + " is up",
        UP_WITHIN,
        () -> "waiting for " + name,
        () -> {
          var availability = scene.policies().status(name).availability();
          return availability != null && "Up".equals(availability.now());
        });
  }

  private Map<Receiver, List<Duration>> recover(Scene scene) {
    var times = new EnumMap<Receiver, List<Duration>>(Receiver.class);
    for (int round = 0; round < ROUNDS; round++) {
      for (var receiver : Receiver.values()) {
        var pod = scene.pods(receiver.policy(round)).getFirst();
        times.computeIfAbsent(receiver, r -> new ArrayList<>()).add(removal(scene, pod));
        LockSupport.parkNanos(BETWEEN.toNanos());
      }
      screen.say("round %d of %d".formatted(round + 1, ROUNDS));
    }
    return times;
  }

  private static Duration removal(Scene scene, Pod pod) {
    scene.podState().notReady(pod);
    long begun = System.nanoTime();
    while (isThere(scene, pod)) {
      if (System.nanoTime() - begun > REMOVED_WITHIN.toNanos()) {
        throw new IllegalStateException(pod.getMetadata().getName() + " was not removed");
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private static boolean isThere(Scene scene, Pod pod) {
    var live = scene.client().resource(pod).get();
    return live != null
        && live.getMetadata().getUid().equals(pod.getMetadata().getUid())
        && live.getMetadata().getDeletionTimestamp() == null;
  }

  private static String section(Machine machine, Map<Receiver, List<Duration>> times) {
    return """
    Printed by `make bench BENCH=receivers`. %s

    A real control plane, two replicas; each pod is made not ready in turn, and `notReadyFor` is 1 s. The time runs from the
    write that makes it so until Holdfast has removed it.

    %s\
    """
        .formatted(
            machine.text(),
            Table.of(
                List.of("the policy's receiver, ms", "n", "median", "p99", "max"),
                times.entrySet().stream().map(e -> row(e.getKey(), e.getValue())).toList()));
  }

  private static List<String> row(Receiver receiver, List<Duration> times) {
    return List.of(
        receiver.words,
        Integer.toString(times.size()),
        millis(Figures.median(times)),
        millis(Figures.percentile(times, 99)),
        millis(Figures.max(times)));
  }

  private static String millis(Duration time) {
    return Long.toString(time.toMillis());
  }
}
