package dev.holdfast.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What the account of a month with 10,000 edges costs, as Markdown. */
final class LedgerReport {
  static final String TITLE = "The account of a month with 10,000 edges";

  private static final int BYTES = 16 * 1024;
  private static final double MICROS = 50;
  private static final int FORKS = 2;
  private static final int ITERATIONS = 5;
  private static final TimeValue ITERATION = TimeValue.seconds(1);

  private LedgerReport() {}

  private record Micros(double mean, double error) {}

  /**
   * Measures.
   *
   * @throws IllegalStateException when it is larger or slower than it may be
   */
  static String measure() throws RunnerException {
    var machine = Machine.here();
    int size = LedgerUpdate.encoded().length();
    var micros = run();
    var section = section(machine, micros, size);
    if (size > BYTES || score(micros, "update") > MICROS) throw new IllegalStateException(section);
    return section;
  }

  private static Map<String, Micros> run() throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(LedgerUpdate.class.getName())
            .forks(FORKS)
            .warmupIterations(ITERATIONS)
            .warmupTime(ITERATION)
            .measurementIterations(ITERATIONS)
            .measurementTime(ITERATION)
            .verbosity(VerboseMode.SILENT)
            .build();
    return new Runner(options)
        .run().stream()
            .map(RunResult::getPrimaryResult)
            .collect(
                Collectors.toMap(
                    result -> result.getLabel(),
                    result -> new Micros(result.getScore(), result.getScoreError())));
  }

  private static double score(Map<String, Micros> micros, String benchmark) {
    return micros.get(benchmark).mean();
  }

  private static String section(Machine machine, Map<String, Micros> micros, int size) {
    return """
    Printed by `make bench BENCH=ledger`; the limits are %d bytes and %.0f µs an update.

    %s

    An account of 30 days in which one of two pods came and went 5,000 times. *Update*: a change is
    seen (`Account.after`), booked, and encoded for the status. *Month*: the share of 30 days with
    its bounds. Beside it the same from a list of all edges, with the same code, in the same run.
    JMH, %d processes of %d iterations of 1 s after as many to warm up; ± is its 99.9 %% interval.

    %s\
    """
        .formatted(
            BYTES,
            MICROS,
            machine.text(),
            FORKS,
            ITERATIONS,
            Table.of(
                List.of("account", "bytes encoded", "update, µs", "month, µs"),
                List.of(
                    row("Holdfast's", size, micros, "update", "month"),
                    row(
                        "all edges",
                        LedgerUpdate.encodedPlainly().length(),
                        micros,
                        "plainUpdate",
                        "plainMonth"))));
  }

  private static List<String> row(
      String name, int size, Map<String, Micros> micros, String update, String month) {
    return List.of(
        name, Integer.toString(size), figure(micros.get(update)), figure(micros.get(month)));
  }

  private static String figure(Micros micros) {
    return Figures.hundredths(micros.mean()) + " ± " + Figures.hundredths(micros.error());
  }
}
