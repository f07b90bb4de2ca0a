package dev.holdfast.bench;

import dev.holdfast.kit.AuditLevel;
import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.ControlPlaneOptions;
import dev.holdfast.kit.KubeBinaries;
import dev.holdfast.kit.NodeTimings;
import dev.holdfast.kit.OperatorProcess;
import dev.holdfast.kit.SafetyDocument;
import dev.holdfast.kit.Screen;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/**
 * {@code make takeover}: ends the leader of three replicas again and again, and measures how long
 * it takes until another one acts. Writes docs/safety.md, and fails where it takes too long.
 */
public final class Takeover {
  private static final int FAILED = 1;
  private static final int REPLICAS = 3;
  private static final int ROUNDS = 10;
  private static final Duration LED_WITHIN = Duration.ofSeconds(30);
  private static final Duration LOOK_EVERY = Duration.ofMillis(10);

  private final Screen screen = new Screen(System.out);
  private final int rounds;

  private Takeover(int rounds) {
    this.rounds = rounds;
  }

  /** How a leader ends, and how long another may take until it leads. */
  private enum End {
    SIGTERM(Duration.ofSeconds(1)) {
      @Override
      void of(OperatorProcess leader) {
        leader.terminate();
      }
    },
    SIGKILL(Duration.ofSeconds(6)) {
      @Override
      void of(OperatorProcess leader) {
        leader.kill();
      }
    };

    private final Duration limit;

    End(Duration limit) {
      this.limit = limit;
    }

    abstract void of(OperatorProcess leader);
  }

  private record Measured(End end, List<Duration> times) {
    boolean isWithin() {
      return Figures.max(times).compareTo(end.limit) <= 0;
    }
  }

  /**
   * Ends with 0 when every takeover was in time.
   *
   * @param arguments how often a leader ends in each way, instead of 10
   */
  public static void main(String[] arguments) throws Exception {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
    int rounds = arguments.length == 0 ? ROUNDS : Integer.parseInt(arguments[0]);
    System.exit(new Takeover(rounds).run() ? 0 : FAILED);
  }

  private boolean run() throws Exception {
    var machine = Machine.here();
    var binaries =
        KubeBinaries.find()
            .orElseThrow(() -> new IllegalStateException(KubeBinaries.whatIsMissing()));
    var options =
        ControlPlaneOptions.named("takeover").with(NodeTimings.STOCK).with(AuditLevel.NONE);
    try (var plane = ControlPlane.start(binaries, options, screen::say);
        var replicas = ReplicaSet.start(plane, REPLICAS)) {
      var measured = new ArrayList<Measured>();
      for (var end : End.values()) measured.add(measure(replicas, end));
      publish(machine, measured);
      return measured.stream().allMatch(Measured::isWithin);
    }
  }

  private Measured measure(ReplicaSet replicas, End end) throws IOException {
    var times = new ArrayList<Duration>();
    for (int round = 1; round <= rounds; round++) {
      var took = succession(replicas, end);
      times.add(took);
      screen.say(
          "%s %d of %d: another replica leads after %s s"
              .formatted(end, round, rounds, Figures.hundredths(inSeconds(took))));
    }
    return new Measured(end, times);
  }

  private Duration succession(ReplicaSet replicas, End end) throws IOException {
    var leader = replicas.take(awaitLeader(replicas));
    try (leader) {
      var start = System.nanoTime();
      var ending = Thread.ofPlatform().start(() -> end.of(leader));
      awaitLeader(replicas);
      var took = Duration.ofNanos(System.nanoTime() - start);
      join(ending);
      replicas.add();
      return took;
    }
  }

  private static String awaitLeader(ReplicaSet replicas) {
    Awaitility.await("a replica leads")
        .atMost(LED_WITHIN)
        .pollDelay(Duration.ZERO)
        .pollInterval(LOOK_EVERY)
        .until(() -> replicas.leader().isPresent());
    return replicas.leader().orElseThrow();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a leader ends", e);
    }
  }

  private void publish(Machine machine, List<Measured> measured) throws IOException {
    var text = section(machine, measured);
    screen.print("\n" + text + "\n");
    SafetyDocument.put("takeover", text);
    measured.stream()
        .filter(m -> !m.isWithin())
        .forEach(m -> screen.print("TOO SLOW after " + m.end()));
  }

  private String section(Machine machine, List<Measured> measured) {
    return """
    Printed by `make takeover`. %s

    A real control plane, %d replicas with the default lease times. The
    leader is ended by the signal; the time runs from the signal until another replica's own metric
    `holdfast_leader` is 1, that is until it may act. Then a new replica is started, and the next
    leader is ended.

    %s\
    """
        .formatted(
            machine.text(),
            REPLICAS,
            Table.of(
                List.of("ended by", "n", "median s", "max s", "limit s", "each, in s"),
                measured.stream().map(Takeover::row).toList()));
  }

  private static List<String> row(Measured measured) {
    var cells = new ArrayList<String>();
    Consumer<Duration> time = d -> cells.add(Figures.hundredths(inSeconds(d)));
    cells.add(measured.end().name());
    cells.add(Integer.toString(measured.times().size()));
    time.accept(Figures.median(measured.times()));
    time.accept(Figures.max(measured.times()));
    cells.add(Long.toString(measured.end().limit.toSeconds()));
    cells.add(
        String.join(
            ", ",
            measured.times().stream()
                .sorted()
                .map(d -> Figures.hundredths(inSeconds(d)))
                .toList()));
    return cells;
  }

  private static double inSeconds(Duration time) {
    return time.toMillis() / 1e3;
  }
}
