package dev.holdfast.bench;

import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.kit.AuditEvent;
import dev.holdfast.kit.AuditLevel;
import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.ControlPlaneOptions;
import dev.holdfast.kit.KubeBinaries;
import dev.holdfast.kit.OperatorAccount;
import dev.holdfast.kit.OperatorProcess;
import dev.holdfast.kit.OperatorSettings;
import dev.holdfast.kit.Scene;
import dev.holdfast.kit.Screen;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** What a tenant who writes 10,000 policies over one workload costs, himself and his neighbour. */
final class ManyPolicies {
  static final String TITLE = "A tenant with 10,000 policies";

  private static final int POLICIES = 10_000;
  private static final int AT_ONCE = 8;
  private static final int RESTARTS = 10;

  /** Of the tenant's Deployment. */
  private static final int SELECTED = 3;

  /** A pod each for both measurements: one that falls ill again soon climbs the ladder slower. */
  private static final int PODS = 2 * RESTARTS + 2;

  private static final Duration ALL_TOLD_WITHIN = Duration.ofMinutes(15);
  private static final String QUICK = "detection: {notReadyFor: 1s}";

  private final Screen screen;

  ManyPolicies(Screen screen) {
    this.screen = screen;
  }

  /** The section of the document. */
  String measure(KubeBinaries binaries) throws Exception {
    var machine = Machine.here();
    try (var plane =
            ControlPlane.start(
                binaries,
                ControlPlaneOptions.named("policies").with(AuditLevel.METADATA),
                screen::say);
        var tenant = Scene.on(plane);
        var neighbour = Scene.on(plane)) {
      var kubeconfig = OperatorAccount.install(plane).kubeconfig();
      furnish(tenant, SELECTED);
      furnish(neighbour, PODS);
      neighbour.policies().protect("web", List.of("web"), QUICK);
      var alone = alone(plane, kubeconfig, neighbour);
      screen.say("Creating %d policies".formatted(POLICIES));
      flood(tenant);
      var crowded = crowded(plane, kubeconfig, tenant, neighbour);
      return section(machine, alone, crowded);
    }
  }

  private static void furnish(Scene scene, int pods) throws Exception {
    scene.hosts("a", "b", "c");
    scene.policies().judgeNodes();
    scene.running(scene.workloads().deployment("web", pods));
  }

  /**
   * @param told until each policy of the tenant said whether it is in force
   * @param restarts of the neighbour's faulty pods, from the fault to the eviction
   */
  private record Cost(
      Duration ready, Duration told, double cpu, long peak, List<Duration> restarts) {}

  private Cost alone(ControlPlane plane, Path kubeconfig, Scene neighbour) throws Exception {
    long start = System.nanoTime();
    try (var operator = OperatorProcess.start(plane, OperatorSettings.against(kubeconfig))) {
      var ready = since(start);
      var restarts = restarts(neighbour);
      return new Cost(
          ready, ready, ProcessCost.cpu(operator), ProcessCost.peak(operator), restarts);
    }
  }

  private Cost crowded(ControlPlane plane, Path kubeconfig, Scene tenant, Scene neighbour)
      throws Exception {
    long start = System.nanoTime();
    try (var operator = OperatorProcess.start(plane, OperatorSettings.against(kubeconfig))) {
      var ready = since(start);
      screen.say("Ready; the neighbour's pods fail while 10,000 statuses are written");
      var restarts = restarts(neighbour);
      screen.await(
          "each policy has its status",
          ALL_TOLD_WITHIN,
          () -> "%d of %d have a status".formatted(told(tenant), POLICIES),
          () -> told(tenant) == POLICIES);
      return new Cost(
          ready, since(start), ProcessCost.cpu(operator), ProcessCost.peak(operator), restarts);
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static long told(Scene tenant) {
    return tenant
        .client()
        .resources(HighAvailabilityPolicy.class)
        .inNamespace(tenant.namespace())
        .list()
        .getItems()
        .stream()
        .filter(policy -> policy.getStatus() != null)
        .count();
  }

  private static void flood(Scene tenant) throws Exception {
    var calls = IntStream.range(0, POLICIES).mapToObj(i -> create(tenant, i)).toList();
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (var created : threads.invokeAll(calls)) created.get();
    }
  }

  private static Callable<HighAvailabilityPolicy> create(Scene tenant, int number) {
    var policy =
        Serialization.unmarshal(
            """
            apiVersion: holdfast.dev/v1alpha1
            kind: HighAvailabilityPolicy
            metadata: {name: web-%05d}
            spec: {selector: {matchLabels: {app: web}}}
            """
                .formatted(number),
            HighAvailabilityPolicy.class);
    return () -> tenant.client().resource(policy).inNamespace(tenant.namespace()).create();
  }

  /** One pod after the other, each when the one before was replaced. */
  private List<Duration> restarts(Scene scene) {
    var times = new ArrayList<Duration>();
    for (int i = 0; i < RESTARTS; i++) {
      scene.eventually().until("all are ready", () -> ready(scene).size() == PODS);
      var victim = ready(scene).getFirst();
      var failed = Instant.now();
      scene.podState().notReady(victim);
      times.add(Duration.between(failed, evicted(scene, victim)));
      screen.say("  evicted after %s s".formatted(Figures.seconds(times.getLast())));
    }
    return times;
  }

  /** The oldest first. */
  private static List<Pod> ready(Scene scene) {
    return scene.pods("web").stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .filter(Readiness::isPodReady)
        .sorted(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()))
        .toList();
  }

  private static Instant evicted(Scene scene, Pod pod) {
    var name = pod.getMetadata().getName();
    scene.eventually().until(name + " is evicted", () -> scene.trail().removed().contains(name));
    return scene.trail().operatorOnPods().stream()
        .filter(AuditEvent::removesPod)
        .filter(event -> event.name().equals(name))
        .map(AuditEvent::received)
        .findFirst()
        .orElseThrow();
  }

  private static String section(Machine machine, Cost alone, Cost crowded) {
    var head =
        List.of(
            "",
            "ready after, s",
            "all statuses after, s",
            "CPU, s",
            "peak memory, MiB",
            "fault to eviction: n",
            "median, s",
            "max, s");
    return """
    Printed by `make bench BENCH=policies`.

    %s

    A real control plane with 6 simulated hosts. A tenant's namespace holds %d policies over one
    Deployment of 3 pods, of which the oldest 200 count; all were written while no operator ran.
    The neighbour's namespace holds one policy over %d pods, of which %d fail one after the other
    (`notReadyFor: 1s`), with a heap as in deploy/install.yaml and all other settings as by
    default.

    %s\
    """
        .formatted(
            machine.text(),
            POLICIES,
            PODS,
            RESTARTS,
            Table.of(head, List.of(row("without the tenant", alone), row("beside him", crowded))));
  }

  private static List<String> row(String name, Cost cost) {
    return List.of(
        name,
        Figures.seconds(cost.ready()),
        Figures.seconds(cost.told()),
        Figures.hundredths(cost.cpu()),
        String.valueOf(cost.peak()),
        String.valueOf(cost.restarts().size()),
        Figures.seconds(Figures.median(cost.restarts())),
        Figures.seconds(Figures.max(cost.restarts())));
  }
}
