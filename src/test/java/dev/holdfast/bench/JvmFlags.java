package dev.holdfast.bench;

import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.ControlPlaneOptions;
import dev.holdfast.kit.KubeBinaries;
import dev.holdfast.kit.OperatorAccount;
import dev.holdfast.kit.OperatorProcess;
import dev.holdfast.kit.OperatorSettings;
import dev.holdfast.kit.Screen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What flags of the JVM cost: for each set of them an operator is started on the same cluster, and
 * left alone for a minute. Each JVM believes that the container's limit is all the memory there is.
 */
final class JvmFlags {
  static final String TITLE = "JVM flags";

  static final int NODES = 100;
  static final int PODS = 1_000;

  /** The limit of memory in deploy/install.yaml. */
  private static final String LIMIT = "-XX:MaxRAM=384m -XX:MaxRAMPercentage=60";

  private static final List<String> SETS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+UseSerialGC -XX:+UseCompactObjectHeaders",
          "-XX:+UseG1GC",
          "-XX:+UseSerialGC -XX:+UseCompactObjectHeaders -XX:TieredStopAtLevel=1",
          "-XX:+UseG1GC -XX:+UseCompactObjectHeaders",
          "-XX:+UseZGC -XX:+UseCompactObjectHeaders");

  private static final Duration IDLE = Duration.ofSeconds(60);
  private final Screen screen;

  JvmFlags(Screen screen) {
    this.screen = screen;
  }

  /**
   * @param readyCpu seconds of CPU until it was ready
   * @param idleCpu seconds of CPU in {@link #IDLE}
   */
  private record Cost(
      String flags, Duration ready, double readyCpu, double idleCpu, long rss, long peak) {}

  /** The section of the document. */
  String measure(KubeBinaries binaries, int rounds) throws Exception {
    var machine = Machine.here();
    var costs = new ArrayList<Cost>();
    var options = ControlPlaneOptions.named("jvm");
    try (var plane = ControlPlane.start(binaries, options, screen::say)) {
      var account = OperatorAccount.install(plane);
      screen.say("Creating %d nodes and %d pods".formatted(NODES, PODS));
      Crowd.create(plane, NODES, PODS);
      for (int round = 0; round < rounds; round++) {
        for (var flags : SETS) {
          costs.add(measure(plane, account, flags));
          screen.print("  " + String.join("  ", row(costs.getLast())));
        }
      }
    }
    return section(machine, costs, rounds);
  }

  private static Cost measure(ControlPlane plane, OperatorAccount account, String flags)
      throws Exception {
    var jvm = List.of((LIMIT + " " + flags).split(" "));
    var settings = OperatorSettings.against(account.kubeconfig()).withJvm(jvm);
    long start = System.nanoTime();
    try (var operator = OperatorProcess.start(plane, settings)) {
      var ready = Duration.ofNanos(System.nanoTime() - start);
      double readyCpu = ProcessCost.cpu(operator);
      Thread.sleep(
          IDLE.toMillis()); // nothing is waited for: what is measured is that nothing happens
      return new Cost(
          flags,
          ready,
          readyCpu,
          ProcessCost.cpu(operator) - readyCpu,
          ProcessCost.resident(operator),
          ProcessCost.peak(operator));
    }
  }

  private static List<String> row(Cost cost) {
    return Arrays.asList(
        "`" + cost.flags() + "`",
        Figures.seconds(cost.ready()),
        tenths(cost.readyCpu()),
        Figures.hundredths(cost.idleCpu()),
        String.valueOf(cost.rss()),
        String.valueOf(cost.peak()));
  }

  private static String tenths(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String section(Machine machine, List<Cost> costs, int rounds) {
    var head =
        List.of(
            "flags",
            "ready after, s",
            "CPU until then, s",
            "CPU in 60 s idle, s",
            "resident, MiB",
            "its peak, MiB");
    return """
    Printed by `make bench BENCH=jvm`.

    %s

    A real control plane with %d nodes, %d pods and one policy that selects all of them; %d runs of
    each set of flags, in turns, each with `%s`, which is what the JVM sees in the container that
    deploy/install.yaml asks for. CPU seconds bear a machine that others use better than times do.

    %s\
    """
        .formatted(
            machine.text(),
            NODES,
            PODS,
            rounds,
            LIMIT,
            Table.of(
                head,
                costs.stream()
                    .map(JvmFlags::row)
                    .sorted((a, b) -> a.getFirst().compareTo(b.getFirst()))
                    .toList()));
  }
}
