package dev.holdfast.bench;

import dev.holdfast.bench.ManyProbes.Standing;
import dev.holdfast.kit.Installation;
import dev.holdfast.kit.Screen;
import dev.holdfast.kit.Signals;
import dev.holdfast.signal.ProbeAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** What it costs to probe 5,000 kubelets from one process, which does nothing else. */
final class ProbesReport {
  static final String TITLE = "Probes of 5,000 nodes";

  private static final int NODES = 5_000;
  private static final int WINDOWS = 4;
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** What docs/installing.md says for clusters of that size. */
  private static final Predicate<String> BOTH_COMPILERS =
      flag -> !flag.startsWith("-XX:TieredStopAtLevel");

  private final Screen screen;

  ProbesReport(Screen screen) {
    this.screen = screen;
  }

  /** Shares of a core, in percent, a window each. */
  private record Shares(String when, List<Double> percent) {
    List<String> row() {
      var sorted = percent.stream().sorted().toList();
      return List.of(
          when,
          String.valueOf(sorted.size()),
          tenths(sorted.get(sorted.size() / 2)),
          tenths(sorted.getFirst()),
          tenths(sorted.getLast()));
    }
  }

  /** The section of the document. */
  String measure() throws IOException, InterruptedException {
    var machine = Machine.here();
    screen.say("Starting %d listeners in a process of their own".formatted(NODES));
    try (var kubelets = Child.start(List.of(), ManyKubelets.class, NODES)) {
      var addresses = new ArrayList<String>();
      for (var address = kubelets.read(); !address.isEmpty(); address = kubelets.read())
        addresses.add(address);
      var asInstalled = answering(addresses);
      try (var probes = probing(BOTH_COMPILERS, addresses)) {
        return section(machine, kubelets, probes, asInstalled);
      }
    }
  }

  private static Child probing(Predicate<String> flags, List<String> addresses) throws IOException {
    var jvm = Installation.jvm().stream().filter(flags).toList();
    var probes = Child.start(jvm, ManyProbes.class);
    addresses.forEach(probes::write);
    probes.write("");
    return probes;
  }

  private Shares answering(List<String> addresses) throws IOException, InterruptedException {
    try (var probes = probing(flag -> true, addresses)) {
      awaitAll(probes, ProbeAnswer.ANSWERED);
      return watchOnceCompiled(probes, "all answer, flags of deploy/install.yaml");
    }
  }

  private String section(Machine machine, Child kubelets, Child probes, Shares asInstalled)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    awaitAll(probes, ProbeAnswer.ANSWERED);
    var until = Duration.ofNanos(System.nanoTime() - start);
    double firstCpu = look(probes, "ANSWERED").cpu();
    var rows = new ArrayList<Shares>();
    rows.add(watchOnceCompiled(probes, "all answer"));
    long retained = look(probes, "ANSWERED memory").retained();
    Signals.freeze(kubelets.pid());
    awaitAll(probes, ProbeAnswer.HUNG);
    rows.add(watch(probes, "all hang"));
    Signals.thaw(kubelets.pid());
    awaitAll(probes, ProbeAnswer.ANSWERED);
    kubelets.close();
    awaitAll(probes, ProbeAnswer.REFUSED);
    rows.add(watch(probes, "all refuse"));
    rows.add(asInstalled);
    return text(machine, until, firstCpu, retained, rows);
  }

  private void awaitAll(Child probes, ProbeAnswer answer) {
    screen.await(
        "All of them are " + answer,
        PATIENCE,
        () -> "waiting for all %d to be %s".formatted(NODES, answer),
        () -> look(probes, answer.name()).answering() == NODES);
  }

  private static Standing look(Child probes, String question) throws IOException {
    probes.write(question);
    return Standing.parse(probes.read());
  }

  private Shares watchOnceCompiled(Child probes, String when)
      throws IOException, InterruptedException {
    watch(probes, "what is compiled first"); // not measured: the JVM still learns
    return watch(probes, when);
  }

  private Shares watch(Child probes, String when) throws IOException, InterruptedException {
    var percent = new ArrayList<Double>();
    screen.say("%d times %d s: %s".formatted(WINDOWS, WINDOW.toSeconds(), when));
    for (int i = 0; i < WINDOWS; i++) {
      double before = look(probes, "ANSWERED").cpu();
      long start = System.nanoTime();
      Thread.sleep(WINDOW); // nothing is waited for: the time itself is measured
      double seconds = (System.nanoTime() - start) / 1e9;
      percent.add((look(probes, "ANSWERED").cpu() - before) / seconds * 100);
    }
    return new Shares(when, percent);
  }

  private static String tenths(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String text(
      Machine machine, Duration until, double firstCpu, long retained, List<Shares> rows) {
    var head = List.of("when", "n", "% of a core, median", "least", "most");
    return """
    Printed by `make bench BENCH=probes`; the limits are 10 %% of a core while all answer, and 60 MiB. They
    are those of both compilers: with the flags of deploy/install.yaml, which are for 1,000 nodes, the last
    row holds.

    %s

    One process probes %d addresses, each once in 1.25 s while it answers, and does nothing else; the
    listeners are another process, over TLS 1.3. CPU is that of the whole process,
    user and system, in n windows of %d s each; on loopback, "system" includes what the listeners'
    side of the network costs. The flags are those that installing.md names for so many nodes: those of
    deploy/install.yaml, but with both compilers.

    %s

    All had answered %s s after the start, for which the process used %s s of CPU. It keeps
    **%s MiB** more, on the heap after collection and beside it, than before it probed: %s KiB a node.\
    """
        .formatted(
            machine.text(),
            NODES,
            WINDOW.toSeconds(),
            Table.of(head, rows.stream().map(Shares::row).toList()),
            Figures.seconds(until),
            tenths(firstCpu),
            tenths(retained / (double) (1 << 20)),
            tenths(retained / 1024.0 / NODES));
  }
}
