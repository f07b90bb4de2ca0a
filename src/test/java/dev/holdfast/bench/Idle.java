package dev.holdfast.bench;

import dev.holdfast.kit.AuditEvent;
import dev.holdfast.kit.AuditLevel;
import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.ControlPlaneOptions;
import dev.holdfast.kit.KubeBinaries;
import dev.holdfast.kit.NodeTimings;
import dev.holdfast.kit.SafetyDocument;
import dev.holdfast.kit.Scene;
import dev.holdfast.kit.Screen;
import dev.holdfast.status.News;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * {@code make idle}: 50 policies over pods that are well, three replicas, ten minutes, and all that
 * the operator wrote in them by the audit log. Writes docs/safety.md, and fails on any write but
 * those of leases, and of each policy one status in the time in which digits may drift.
 */
public final class Idle {
  private static final int FAILED = 1;
  private static final int POLICIES = 50;
  private static final int REPLICAS = 3;
  private static final Duration WATCHED = Duration.ofMinutes(10);
  private static final Duration UP_WITHIN = Duration.ofMinutes(3);
  private static final String RENEWAL = "leases holdfast-leader";
  private static final String HEARTBEAT = "leases holdfast-observer-";
  private static final String STATUS = "highavailabilitypolicies/status";

  private final Screen screen = new Screen(System.out);
  private final Duration watched;

  private Idle(Duration watched) {
    this.watched = watched;
  }

  /**
   * Ends with 0 when nothing was written but what may be.
   *
   * @param arguments how many minutes, instead of 10
   */
  public static void main(String[] arguments) throws Exception {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
    var watched =
        arguments.length == 0 ? WATCHED : Duration.ofMinutes(Integer.parseInt(arguments[0]));
    System.exit(new Idle(watched).run() ? 0 : FAILED);
  }

  private boolean run() throws Exception {
    var machine = Machine.here();
    var binaries =
        KubeBinaries.find()
            .orElseThrow(() -> new IllegalStateException(KubeBinaries.whatIsMissing()));
    var options =
        ControlPlaneOptions.named("idle").with(NodeTimings.STOCK).with(AuditLevel.REQUEST_RESPONSE);
    try (var plane = ControlPlane.start(binaries, options, screen::say);
        var scene = Scene.on(plane);
        var replicas = ReplicaSet.start(plane, REPLICAS)) {
      furnish(scene);
      var writes = watch(scene);
      var text = section(machine, writes);
      screen.print("\n" + text + "\n");
      SafetyDocument.put("idle", text);
      screen.say("%d replicas ran to the end".formatted(replicas.all().size()));
      return writes.entrySet().stream().allMatch(write -> isDue(write.getKey(), write.getValue()));
    }
  }

  private boolean isDue(String object, long times) {
    if (object.equals(STATUS)) return times <= POLICIES * watched.dividedBy(News.DRIFT);
    return object.equals(RENEWAL) || object.startsWith(HEARTBEAT);
  }

  private void furnish(Scene scene) throws IOException {
    scene.hosts("a", "b", "c");
    var apps = IntStream.range(0, POLICIES).mapToObj(i -> "app-" + i).toList();
    apps.forEach(app -> scene.create(scene.workloads().deployment(app, 1)));
    apps.forEach(app -> scene.policies().protect(app, List.of(app)));
    screen.await(
        "each policy has its status",
        UP_WITHIN,
        () -> "%d of %d policies are ready".formatted(ready(scene, apps), POLICIES),
        () -> ready(scene, apps) == POLICIES);
  }

  private static long ready(Scene scene, List<String> apps) {
    return apps.stream()
        .map(app -> scene.policies().status(app).pods())
        .filter(pods -> pods != null && "1/1".equals(pods.summary()))
        .count();
  }

  /** How often what was written. */
  private Map<String, Long> watch(Scene scene) {
    var from = Instant.now().plusSeconds(2);
    var until = from.plus(watched);
    screen.say("Watching for %d minutes".formatted(watched.toMinutes()));
    screen.await(
        "the time is over",
        watched.plusMinutes(1),
        () -> "%d s to go".formatted(Duration.between(Instant.now(), until).toSeconds()),
        () -> Instant.now().isAfter(until.plusSeconds(1)));
    return scene.trail().operatorAnywhere().stream()
        .filter(write -> write.answered().isAfter(from) && write.answered().isBefore(until))
        .map(Idle::object)
        .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
  }

  private static String object(AuditEvent write) {
    return write.resource().equals(STATUS) ? STATUS : write.resource() + " " + write.name();
  }

  private String section(Machine machine, Map<String, Long> writes) {
    return """
    Printed by `make idle`. %s

    A real control plane with stock timings, 3 hosts, %d Deployments of one pod that is well, a
    policy for each, %d replicas. All that the operator's account wrote in %d minutes, refused
    writes too, from the API server's audit log:

    %s

    Only these may be here: the leader's lease, which is renewed every 0.4 s with the default settings,
    those of the observers, each written every 5 s, and of each policy one status in 5 minutes, in
    which the digits of its account may drift.\
    """
        .formatted(
            machine.text(),
            POLICIES,
            REPLICAS,
            watched.toMinutes(),
            Table.of(
                List.of("object", "writes"),
                writes.entrySet().stream()
                    .map(e -> List.of(e.getKey(), Long.toString(e.getValue())))
                    .toList()));
  }
}
