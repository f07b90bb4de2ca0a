package dev.holdfast.bench;

import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.kit.AuditLevel;
import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.ControlPlaneOptions;
import dev.holdfast.kit.KubeBinaries;
import dev.holdfast.kit.NodeTimings;
import dev.holdfast.kit.Scene;
import dev.holdfast.kit.Screen;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * From the call that makes a pod ready or not until a watcher of the policy sees it in the status:
 * of policies that are idle otherwise, and of one that has such an edge each second.
 */
final class EdgeToStatus {
  static final String TITLE = "From an edge to the status";

  private static final int IDLE_POLICIES = 10;
  private static final int IDLE_EDGES = 200;
  private static final int BUSY_PODS = 30;
  private static final int BUSY_EDGES = 120;
  private static final String BUSY = "busy";
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration BETWEEN = Duration.ofMillis(400); // 4 s for each idle policy
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(30);
  private static final Duration UP_WITHIN = Duration.ofMinutes(2);
  private static final Duration IDLE_LIMIT = Duration.ofMillis(300);
  private static final Duration BUSY_LIMIT = Duration.ofSeconds(2);

  private final Screen screen;

  EdgeToStatus(Screen screen) {
    this.screen = screen;
  }

  String measure(KubeBinaries binaries) throws Exception {
    var machine = Machine.here();
    var options = ControlPlaneOptions.named("edges").with(NodeTimings.SHORT).with(AuditLevel.NONE);
    try (var plane = ControlPlane.start(binaries, options, screen::say);
        var scene = Scene.on(plane);
        var replicas = ReplicaSet.start(plane, 2)) {
      scene.hosts("a", "b", "c");
      furnish(scene);
      try (var shown = Shown.in(scene)) {
        var idle = idle(scene, shown);
        var busy = busy(scene, shown);
        screen.say("%d replicas ran to the end".formatted(replicas.all().size()));
        return section(machine, idle, busy);
      }
    }
  }

  private void furnish(Scene scene) {
    for (int i = 0; i < IDLE_POLICIES; i++) observe(scene, idle(i), 2);
    observe(scene, BUSY, BUSY_PODS);
    screen.await(
        "each policy has its status",
        UP_WITHIN,
        () -> "waiting for pods",
        () -> {
          for (int i = 0; i < IDLE_POLICIES; i++) {
            if (ready(scene.policies().get(idle(i))) != 2) return false;
          }
          return ready(scene.policies().get(BUSY)) == BUSY_PODS;
        });
  }

  private static String idle(int i) {
    return "idle-" + i;
  }

  private static void observe(Scene scene, String name, int pods) {
    scene.create(scene.workloads().deployment(name, pods));
    scene.policies().protect(name, List.of(name), "mode: Observe");
  }

  private List<Duration> idle(Scene scene, Shown shown) {
    var times = new ArrayList<Duration>();
    var pods = new ArrayList<Pod>();
    for (int i = 0; i < IDLE_POLICIES; i++) pods.add(scene.pods(idle(i)).getFirst());
    for (int edge = 0; edge < IDLE_EDGES; edge++) {
      int policy = edge % IDLE_POLICIES;
      boolean down = edge / IDLE_POLICIES % 2 == 0;
      times.add(turn(scene, shown, pods.get(policy), idle(policy), down, down ? 1 : 2));
      LockSupport.parkNanos(BETWEEN.toNanos());
      if (edge % 20 == 0) screen.say("idle: %d of %d edges".formatted(edge, IDLE_EDGES));
    }
    return times;
  }

  /** Fewer and fewer pods are ready, then more and more. */
  private List<Duration> busy(Scene scene, Shown shown) {
    var times = new ArrayList<Duration>();
    var pods = scene.pods(BUSY);
    int ready = BUSY_PODS;
    for (int edge = 0; edge < BUSY_EDGES; edge++) {
      long begun = System.nanoTime();
      boolean down = edge / BUSY_PODS % 2 == 0;
      ready += down ? -1 : 1;
      times.add(turn(scene, shown, pods.get(edge % BUSY_PODS), BUSY, down, ready));
      LockSupport.parkNanos(SECOND.toNanos() - (System.nanoTime() - begun));
      if (edge % 20 == 0) screen.say("busy: %d of %d edges".formatted(edge, BUSY_EDGES));
    }
    return times;
  }

  private static Duration turn(
      Scene scene, Shown shown, Pod pod, String policy, boolean down, int expected) {
    if (down) {
      scene.podState().notReady(pod);
    } else {
      scene.podState().ready(pod);
    }
    return shown.await(policy, expected, System.nanoTime());
  }

  private static String section(Machine machine, List<Duration> idle, List<Duration> busy) {
    return """
    Printed by `make bench BENCH=edges`. %s

    A real control plane, two replicas, policies in Observe. The time runs from the API server's answer to the write that makes a
    pod ready or not, until a watcher of the policy sees the status that counts it.

    %s\
    """
        .formatted(
            machine.text(),
            Table.of(
                List.of("ms", "n", "median", "p99", "max", "p99 limit"),
                List.of(
                    row("an edge now and then", idle, IDLE_LIMIT),
                    row("an edge each second", busy, BUSY_LIMIT))));
  }

  private static List<String> row(String name, List<Duration> times, Duration limit) {
    return List.of(
        name,
        Integer.toString(times.size()),
        millis(Figures.median(times)),
        millis(Figures.percentile(times, 99)),
        millis(Figures.max(times)),
        millis(limit));
  }

  private static String millis(Duration time) {
    return Long.toString(time.toMillis());
  }

  private static int ready(HighAvailabilityPolicy policy) {
    var status = policy.getStatus();
    return status == null || status.pods() == null ? -1 : status.pods().ready();
  }

  /** What a watcher saw last of each policy. */
  private static final class Shown implements Watcher<HighAvailabilityPolicy>, AutoCloseable {
    private record Count(int ready, long at) {}

    private final Map<String, Count> counts = new ConcurrentHashMap<>();
    private volatile AutoCloseable watch = () -> {};

    static Shown in(Scene scene) {
      var shown = new Shown();
      shown.watch =
          scene
              .client()
              .resources(HighAvailabilityPolicy.class)
              .inNamespace(scene.namespace())
              .watch(shown);
      return shown;
    }

    /** From an instant until the policy showed that many; nothing when it did so before. */
    Duration await(String policy, int expected, long since) {
      long limit = since + SEEN_WITHIN.toNanos();
      while (System.nanoTime() < limit) {
        var count = counts.get(policy);
        if (count != null && count.ready() == expected) {
          return Duration.ofNanos(Math.max(0, count.at() - since));
        }
        LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
      }
      throw new IllegalStateException(policy + " never showed " + expected + " ready pods");
    }

    @Override
    public void eventReceived(Action action, HighAvailabilityPolicy policy) {
      counts.put(policy.getMetadata().getName(), new Count(ready(policy), System.nanoTime()));
    }

    @Override
    public void onClose(WatcherException cause) {
      counts.clear();
    }

    @Override
    public void close() throws IOException {
      try {
        watch.close();
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }
}
