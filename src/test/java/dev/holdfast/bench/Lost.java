package dev.holdfast.bench;

import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.bench.Crash.Phases;
import dev.holdfast.bench.LostCrash.Seen;
import dev.holdfast.bench.LostWatch.Begun;
import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.FakeHost;
import dev.holdfast.kit.HostState;
import dev.holdfast.kit.Installation;
import dev.holdfast.kit.KubeBinaries;
import dev.holdfast.kit.Screen;
import dev.holdfast.kit.net.NetworkedPlane;
import dev.holdfast.kit.net.Operators;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Crashes one host after the other in a network of namespaces: its link goes down and all that ran
 * there is killed. Three operators on machines of their own watch, and so does this process.
 */
final class Lost {
  private static final Duration UP_WITHIN = Duration.ofMinutes(5);

  /** A lease that is silent takes 50 s, stock Kubernetes 350 s; beyond that something is wrong. */
  private static final Duration HOLDFAST_WITHIN = Duration.ofMinutes(3);

  private static final Duration STOCK_WITHIN = Duration.ofMinutes(8);

  private static final Duration REST_WITHIN = Duration.ofMinutes(5);

  /** As many processes want to run as there are cores, or a few more for a moment. */
  private static final double AT_REST = 1.5 * Runtime.getRuntime().availableProcessors();

  private final Screen screen;
  private final ControlPlane plane;
  private final LostPlan plan;
  private final LostArena arena;
  private final LostWatch watch;
  private final List<Begun> begun = new ArrayList<>();

  private Lost(Screen screen, ControlPlane plane, LostPlan plan, LostArena arena, LostWatch watch) {
    this.screen = screen;
    this.plane = plane;
    this.plan = plan;
    this.arena = arena;
    this.watch = watch;
  }

  static List<LostCrash> measure(KubeBinaries binaries, LostPlan plan, Screen screen)
      throws Exception {
    try (var net = NetworkedPlane.start(binaries, UnaryOperator.identity(), screen::say)) {
      var client = net.plane().client();
      screen.say(
          "Starting %d hosts that will crash, and what runs there".formatted(plan.crashes()));
      Installation.apply(client);
      var arena = LostArena.start(net.plane(), plan);
      try (var watch = LostWatch.start(client, plan)) {
        return new Lost(screen, net.plane(), plan, arena, watch).run(net);
      }
    }
  }

  private List<LostCrash> run(NetworkedPlane net) throws Exception {
    awaitEach("running", watch::isUp);
    screen.say("Starting the hosts that take replacements");
    arena.addHostsForReplacements();
    screen.say("Starting three operators");
    var jvm = Installation.jvm();
    try (var operators = Operators.start(net, s -> s.withJvm(jvm), LostArena.ZONES)) {
      return run(operators);
    }
  }

  private List<LostCrash> run(Operators operators) {
    try {
      awaitEach("seen by Holdfast", this::isSeen);
      awaitRest();
      for (int crash = 0; crash < plan.crashes(); crash++) {
        awaitRoom();
        crash(crash);
      }
      screen.await("stock has replaced all pods", STOCK_WITHIN, this::standing, this::isOver);
      return begun.stream().map(this::result).toList();
    } catch (RuntimeException e) {
      operators.all().forEach(o -> screen.print(o.name() + ":\n" + o.process().log()));
      throw e;
    }
  }

  private void awaitEach(String what, BiPredicate<Integer, Care> holds) {
    screen.await(
        "all Deployments are " + what,
        UP_WITHIN,
        () ->
            "%d of %d crashes' Deployments are %s"
                .formatted(
                    crashes().filter(crash -> allOf(crash, holds)).count(), plan.crashes(), what),
        () -> crashes().allMatch(crash -> allOf(crash, holds)));
  }

  private IntStream crashes() {
    return IntStream.range(0, plan.crashes());
  }

  private boolean allOf(int crash, BiPredicate<Integer, Care> holds) {
    return plan.cares(crash).stream().allMatch(care -> holds.test(crash, care));
  }

  private boolean isSeen(int crash, Care care) {
    if (!care.isHoldfast()) return true;
    var status = policy(crash, care).getStatus();
    return status != null
        && status.pods() != null
        && Integer.valueOf(LostPlan.REPLICAS).equals(status.pods().ready());
  }

  private HighAvailabilityPolicy policy(int crash, Care care) {
    return Objects.requireNonNull(
        plane
            .client()
            .resources(HighAvailabilityPolicy.class)
            .inNamespace(LostArena.NAMESPACE)
            .withName(care.app(crash))
            .get());
  }

  /** What is measured is a crash, not the start of three operators and of all hosts at once. */
  private void awaitRest() {
    screen.await(
        "the machine has come to rest",
        REST_WITHIN,
        () -> "load average " + Figures.hundredths(Machine.loadNow()),
        () -> Machine.loadNow() < AT_REST);
  }

  /** Hosts whose crash is over come back, and the brake has room for one more. */
  private void awaitRoom() {
    screen.await(
        "few hosts are down",
        STOCK_WITHIN,
        this::standing,
        () -> {
          begun.stream().filter(watch::isDone).map(Begun::host).forEach(Lost::bringBack);
          return begun.stream().filter(crash -> !watch.isDone(crash)).count() < plan.mostDown();
        });
  }

  private static void bringBack(FakeHost host) {
    if (host.state() == HostState.OFF) host.comeBack();
  }

  private void crash(int number) {
    awaitRandomMoment();
    var crash = watch.crash(number, arena.doomed(number));
    begun.add(crash);
    screen.say("Crash %d: %s is gone".formatted(number + 1, crash.host().name()));
    var ours = plan.cares(number).stream().filter(Care::isHoldfast).toList();
    screen.await(
        "Holdfast has recovered from crash " + (number + 1),
        HOLDFAST_WITHIN,
        this::standing,
        () -> ours.stream().allMatch(care -> isRecovered(crash, care)));
    ours.forEach(care -> screen.say(care.title() + ": " + watch.seen(crash, care).orElseThrow()));
  }

  private void awaitRandomMoment() {
    var pause = ThreadLocalRandom.current().nextLong(LostPlan.RENEWAL.toNanos());
    var until = System.nanoTime() + pause;
    screen.await(
        "a random moment",
        LostPlan.RENEWAL.plusSeconds(5),
        this::standing,
        () -> System.nanoTime() >= until);
  }

  private boolean isRecovered(Begun crash, Care care) {
    return watch.seen(crash, care).isPresent()
        && Integer.valueOf(0)
            .equals(Objects.requireNonNull(policy(crash.number(), care).getStatus()).faults());
  }

  private boolean isOver() {
    return begun.stream().allMatch(watch::isDone);
  }

  private String standing() {
    return watch.standing(begun);
  }

  private LostCrash result(Begun crash) {
    var seen = new EnumMap<Care, Seen>(Care.class);
    var phases = new EnumMap<Care, List<Phases>>(Care.class);
    for (var care : plan.cares(crash.number())) {
      seen.put(care, watch.seen(crash, care).orElseThrow());
      if (care.isHoldfast()) phases.put(care, phases(crash.number(), care));
    }
    return new LostCrash(crash.number() + 1, crash.host().name(), crash.load(), seen, phases);
  }

  private List<Phases> phases(int crash, Care care) {
    var status = Objects.requireNonNull(policy(crash, care).getStatus());
    return status.incidents().stream().map(Phases::of).toList();
  }
}
