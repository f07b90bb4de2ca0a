package dev.holdfast.bench;

import dev.holdfast.kit.ApiRelay;
import dev.holdfast.kit.AuditLevel;
import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.ControlPlaneOptions;
import dev.holdfast.kit.HostPool;
import dev.holdfast.kit.KubeBinaries;
import dev.holdfast.kit.NodeTimings;
import dev.holdfast.kit.OperatorAccount;
import dev.holdfast.kit.SafetyDocument;
import dev.holdfast.kit.Scene;
import dev.holdfast.kit.Screen;
import dev.holdfast.kit.Variables;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.LedgerCodec;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/**
 * {@code make prober}: random histories of 24 workloads on a real control plane, with killed
 * operators and outages of the API server, and a prober beside them that shares nothing with
 * Holdfast. Writes docs/account.md, and fails when what the prober saw lies outside of the bounds.
 */
public final class ProbedHistories {
  private static final int FAILED = 1;
  private static final int HISTORIES = 24;
  private static final int MOST_PODS = 4;
  private static final int MINUTES = 12;
  private static final Duration UP_WITHIN = Duration.ofMinutes(3);

  /** After the last fault: a lost host is known by then. */
  private static final Duration SETTLING = Duration.ofSeconds(75);

  private static final Path PAGE = Path.of("docs", "account.md");

  private final Screen screen = new Screen(System.out);
  private final Map<String, Integer> promised = new TreeMap<>();
  private final long seed;
  private final Duration lasting;

  private ProbedHistories(long seed, Duration lasting) {
    this.seed = seed;
    this.lasting = lasting;
  }

  /** Ends with 0 when nothing that the prober saw lies outside. */
  public static void main(String[] arguments) throws Exception {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
    var env = Variables.here();
    var lasting = Duration.ofMinutes(env.count("MINUTES", MINUTES));
    System.exit(new ProbedHistories(env.seed(), lasting).run() ? 0 : FAILED);
  }

  private boolean run() throws Exception {
    var machine = Machine.here();
    screen.say("SEED=%d, %d minutes".formatted(seed, lasting.toMinutes()));
    var binaries =
        KubeBinaries.find()
            .orElseThrow(() -> new IllegalStateException(KubeBinaries.whatIsMissing()));
    var options = ControlPlaneOptions.named("prober").with(NodeTimings.SHORT).with(AuditLevel.NONE);
    try (var plane = ControlPlane.start(binaries, options, screen::say);
        var relay = ApiRelay.to(plane);
        var scene = Scene.on(plane)) {
      var through = relay.kubeconfig(OperatorAccount.install(plane).token());
      try (var replicas = ReplicaSet.start(plane, 2, settings -> settings.by(through))) {
        var pool = scene.hosts("a", "b", "c", "a", "b", "c");
        furnish(scene);
        return compare(machine, scene, pool, replicas, relay);
      }
    }
  }

  private void furnish(Scene scene) {
    var random = new Random(seed);
    scene.policies().judgeNodes();
    for (int i = 0; i < HISTORIES; i++) {
      var app = "app-" + i;
      int pods = random.nextInt(1, MOST_PODS + 1);
      promised.put(app, random.nextInt(1, pods + 1));
      scene.create(scene.workloads().deployment(app, pods));
      scene
          .policies()
          .protect(app, List.of(app), "objective: {minAvailable: %d}".formatted(promised.get(app)));
    }
    awaitUp(scene);
  }

  private void awaitUp(Scene scene) {
    screen.await(
        "each workload is up",
        UP_WITHIN,
        () -> "%d of %d workloads are up".formatted(up(scene), HISTORIES),
        () -> up(scene) == HISTORIES);
  }

  private long up(Scene scene) {
    return promised.keySet().stream()
        .map(app -> scene.policies().status(app).availability())
        .filter(availability -> availability != null && "Up".equals(availability.now()))
        .count();
  }

  private boolean compare(
      Machine machine, Scene scene, HostPool pool, ReplicaSet replicas, ApiRelay relay)
      throws Exception {
    try (var prober = ProberProcess.start(scene.plane(), scene.namespace(), pool.hosts())) {
      screen.await("the prober probes", UP_WITHIN, () -> "no probe yet", () -> any(prober));
      var turmoil = new Turmoil(scene, pool, replicas, relay, seed, lasting);
      turmoil.rage(List.copyOf(promised.keySet()));
      screen.say("all is over; " + turmoil);
      awaitUp(scene);
      var end = Instant.now().plus(SETTLING);
      screen.await(
          "nothing is known late any more",
          SETTLING.multipliedBy(2),
          () -> "settling",
          () -> Instant.now().isAfter(end));
      var compared = new ArrayList<Compared>();
      var ledgers = ledgers(scene, end);
      var probes = prober.probes();
      ledgers.forEach((app, ledger) -> compared.add(compared(app, ledger, probes, end)));
      return publish(machine, turmoil, compared);
    }
  }

  private static boolean any(ProberProcess prober) throws IOException {
    return !prober.probes().isEmpty();
  }

  /** A fault for each makes the leader write the account. */
  private Map<String, Ledger> ledgers(Scene scene, Instant end) {
    var ledgers = new TreeMap<String, Ledger>();
    for (var app : promised.keySet()) {
      scene.pods(app).stream()
          .filter(Readiness::isPodReady)
          .findFirst()
          .ifPresent(scene.podState()::notReady);
    }
    screen.await(
        "each account is written",
        UP_WITHIN,
        () -> "%d of %d are".formatted(ledgers.size(), HISTORIES),
        () -> {
          for (var app : promised.keySet()) {
            var ledger = LedgerCodec.read(account(scene, app));
            if (ledger.until().isAfter(end)) ledgers.put(app, ledger);
          }
          return ledgers.size() == HISTORIES;
        });
    return ledgers;
  }

  private static String account(Scene scene, String app) {
    return Objects.requireNonNull(scene.policies().status(app).account(), app);
  }

  private Compared compared(String app, Ledger ledger, List<Probe> probes, Instant end) {
    var truth = ProbedTruth.of(probes, app, promised.get(app));
    var first = probes.getFirst().to();
    var begin = first.isAfter(ledger.since()) ? first : ledger.since();
    return Compared.of(app, ledger, truth, begin, end);
  }

  private boolean publish(Machine machine, Turmoil turmoil, List<Compared> compared)
      throws IOException {
    var text = section(machine, turmoil, compared);
    screen.print("\n" + text + "\n");
    SafetyDocument.put(PAGE, "prober", text);
    compared.forEach(history -> history.outside().forEach(screen::print));
    return outside(compared) == 0;
  }

  private static int outside(List<Compared> compared) {
    return compared.stream().mapToInt(history -> history.outside().size()).sum();
  }

  private String section(Machine machine, Turmoil turmoil, List<Compared> compared) {
    int windows = compared.stream().mapToInt(Compared::windows).sum();
    int edges = compared.stream().mapToInt(Compared::edges).sum();
    var widths = compared.stream().map(Compared::width).sorted().toList();
    var doubts = compared.stream().map(Compared::doubt).sorted().toList();
    return """
    Printed by `make prober SEED=%d`. %s

    %d workloads on a real control plane, %d minutes: %s. A process of its own asked ten times a second the API server
    itself and each host what serves, and saw the workloads go down or up %d times. Compared were each history as a
    whole and each of its minutes.

    %s
    """
        .formatted(
            seed,
            machine.text(),
            compared.size(),
            lasting.toMinutes(),
            turmoil,
            edges,
            Table.of(
                List.of(
                    "windows compared",
                    "outside",
                    "least coverage of a history",
                    "width of its bounds, median",
                    "doubt of the prober, median"),
                List.of(
                    List.of(
                        Integer.toString(windows),
                        Integer.toString(outside(compared)),
                        share(compared.stream().mapToDouble(Compared::coverage).min().orElse(0)),
                        share(middle(widths)),
                        share(middle(doubts))))));
  }

  private static double middle(List<Double> sorted) {
    return sorted.get(sorted.size() / 2);
  }

  private static String share(double of) {
    return String.format(Locale.ROOT, "%.2f %%", of * 100);
  }
}
