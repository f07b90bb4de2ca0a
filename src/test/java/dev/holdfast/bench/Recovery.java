package dev.holdfast.bench;

import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.bench.Crash.Phases;
import dev.holdfast.bench.Crash.Seen;
import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.ControlPlaneOptions;
import dev.holdfast.kit.Installation;
import dev.holdfast.kit.KubeBinaries;
import dev.holdfast.kit.OperatorAccount;
import dev.holdfast.kit.OperatorProcess;
import dev.holdfast.kit.OperatorSettings;
import dev.holdfast.kit.Screen;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Crashes one host after the other in one cluster with stock timings, and follows each crash to its
 * end in all three groups.
 */
final class Recovery {
  /**
   * Holdfast and tuned stock are done within about 60 s of a crash, and no crash meets the end of
   * an earlier one's wait in stock Kubernetes, which comes 350 s after it.
   */
  private static final Duration BETWEEN_CRASHES = Duration.ofSeconds(80);

  /** A crash meets a kubelet at any moment between two renewals of its lease. */
  private static final Duration RENEWAL = Duration.ofSeconds(10);

  private static final Duration UP_WITHIN = Duration.ofMinutes(3);

  /** Beyond 350 s something is wrong. */
  private static final Duration STOCK_WITHIN = Duration.ofMinutes(8);

  private final Screen screen;
  private final ControlPlane plane;
  private final KubernetesClient client;
  private final Arena arena;
  private final PodTimes times;
  private final List<Begun> begun = new ArrayList<>();

  /** A crash that is under way. */
  private record Begun(int number, String host, double load, long at) {}

  private Recovery(Screen screen, ControlPlane plane, Arena arena, PodTimes times) {
    this.screen = screen;
    this.plane = plane;
    this.client = plane.client();
    this.arena = arena;
    this.times = times;
  }

  /** Takes 12 minutes for five crashes. */
  static List<Crash> measure(KubeBinaries binaries, int crashes, Screen screen) throws Exception {
    try (var plane =
        ControlPlane.start(binaries, ControlPlaneOptions.named("bench"), screen::say)) {
      screen.say("Applying deploy/install.yaml");
      var account = OperatorAccount.install(plane);
      screen.say("Starting the hosts that will crash, and their Deployments");
      var arena = Arena.start(plane, crashes);
      try (var times = new PodTimes(plane.client())) {
        return new Recovery(screen, plane, arena, times).run(crashes, account);
      }
    }
  }

  private List<Crash> run(int crashes, OperatorAccount account) throws Exception {
    awaitEach("running", crashes, this::isUp);
    screen.say("Starting the hosts that take replacements");
    arena.addHostsForReplacements();
    screen.say("Starting Holdfast");
    var settings =
        OperatorSettings.against(account.kubeconfig())
            .withJvm(Installation.jvm())
            .with("HOLDFAST_IDENTITY", "bench");
    try (var operator = OperatorProcess.start(plane, settings)) {
      return run(crashes, operator);
    }
  }

  private List<Crash> run(int crashes, OperatorProcess operator) {
    try {
      awaitEach("seen by Holdfast", crashes, this::isSeen);
      IntStream.range(0, crashes).forEach(this::crash);
      screen.await("stock has replaced all pods", STOCK_WITHIN, this::standing, this::isOver);
      return begun.stream().map(this::result).toList();
    } catch (RuntimeException e) {
      screen.print("The operator's log:\n" + operator.log());
      throw e;
    }
  }

  private void awaitEach(String what, int crashes, IntPredicate holds) {
    screen.await(
        "all Deployments are " + what,
        UP_WITHIN,
        () ->
            "%d of %d crashes' Deployments are %s"
                .formatted(IntStream.range(0, crashes).filter(holds).count(), crashes, what),
        () -> IntStream.range(0, crashes).allMatch(holds));
  }

  private boolean isUp(int crash) {
    return Arrays.stream(Group.values())
        .allMatch(group -> times.ready(group.app(crash), Arena.REPLICAS - 1).isPresent());
  }

  private boolean isSeen(int crash) {
    var status = policy(crash).getStatus();
    return status != null
        && status.pods() != null
        && Integer.valueOf(Arena.REPLICAS).equals(status.pods().ready());
  }

  private HighAvailabilityPolicy policy(int crash) {
    return Objects.requireNonNull(
        client
            .resources(HighAvailabilityPolicy.class)
            .inNamespace(Arena.NAMESPACE)
            .withName(Group.HOLDFAST.app(crash))
            .get());
  }

  private void crash(int number) {
    var pause = Duration.ofMillis(ThreadLocalRandom.current().nextLong(RENEWAL.toMillis()));
    var until = System.nanoTime() + pause.toNanos();
    screen.await(
        "a random moment",
        RENEWAL.plusSeconds(5),
        this::standing,
        () -> System.nanoTime() >= until);
    var host = arena.doomed(number);
    var load = Machine.loadNow();
    var at = System.nanoTime();
    host.crash();
    begun.add(new Begun(number, host.name(), load, at));
    screen.say("Crash %d: %s is gone".formatted(number + 1, host.name()));
    var next = at + BETWEEN_CRASHES.toNanos();
    screen.await(
        "Holdfast and tuned stock have recovered from crash " + (number + 1),
        BETWEEN_CRASHES.multipliedBy(2),
        this::standing,
        () -> System.nanoTime() >= next && isRecovered(number));
    for (var group : List.of(Group.HOLDFAST, Group.TUNED)) {
      var seen = seen(begun.getLast(), group);
      screen.say("Crash %d, %s: %s".formatted(number + 1, group.title(), seen));
    }
  }

  private boolean isRecovered(int crash) {
    return isDone(Group.HOLDFAST, crash)
        && isDone(Group.TUNED, crash)
        && Integer.valueOf(0).equals(Objects.requireNonNull(policy(crash).getStatus()).faults());
  }

  private boolean isOver() {
    return begun.stream().allMatch(crash -> isDone(Group.STOCK, crash.number()));
  }

  /** So many replacements as pods were lost have been ready. */
  private boolean isDone(Group group, int crash) {
    return times.ready(group.app(crash), 2 * Arena.REPLICAS - 1).isPresent();
  }

  private String standing() {
    return begun.isEmpty() ? "before the first crash" : standing(begun);
  }

  private String standing(List<Begun> crashes) {
    return crashes.stream().map(this::standing).collect(Collectors.joining("; "));
  }

  private String standing(Begun crash) {
    var groups =
        Arrays.stream(Group.values())
            .map(group -> group.title() + (isDone(group, crash.number()) ? " done" : " waits"))
            .collect(Collectors.joining(", "));
    return "crash %d, %d s ago: %s"
        .formatted(crash.number() + 1, since(crash, System.nanoTime()).toSeconds(), groups);
  }

  private static Duration since(Begun crash, long at) {
    return Duration.ofNanos(at - crash.at());
  }

  private Crash result(Begun crash) {
    var seen = new EnumMap<Group, Seen>(Group.class);
    for (var group : Group.values()) {
      seen.put(group, seen(crash, group));
    }
    return new Crash(crash.number() + 1, crash.host(), crash.load(), seen, phases(crash.number()));
  }

  private Seen seen(Begun crash, Group group) {
    var app = group.app(crash.number());
    return new Seen(
        since(crash, times.created(app, Arena.REPLICAS).orElseThrow()),
        since(crash, times.ready(app, 2 * Arena.REPLICAS - 1).orElseThrow()),
        times.createdCount(app) - Arena.REPLICAS);
  }

  private List<Phases> phases(int crash) {
    return Objects.requireNonNull(policy(crash).getStatus()).incidents().stream()
        .map(Phases::of)
        .toList();
  }
}
