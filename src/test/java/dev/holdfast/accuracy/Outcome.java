package dev.holdfast.accuracy;

import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What came of all histories of a class. */
record Outcome(Recipe recipe, List<Trial> trials) {
  private static final Duration MONTH = Duration.ofDays(30);

  /** An account begins when its workload is seen to be available. */
  private static final long BEGUN_WITHIN = 2 * World.SECOND;

  /** All windows, at all moments at which the evidence had arrived. */
  Stream<Sample> settled() {
    return trials.stream().flatMap(trial -> trial.settled().stream());
  }

  Stream<Sample> atOnce() {
    return trials.stream().flatMap(trial -> trial.atOnce().stream());
  }

  List<Sample> outside() {
    return settled().filter(Sample::isOutside).toList();
  }

  /** The last 30 days of each history. */
  List<Sample> months() {
    return settled()
        .filter(s -> s.window().equals(MONTH) && s.total() >= MONTH.toMillis() - BEGUN_WITHIN)
        .filter(Sample::isAtTheEnd)
        .toList();
  }

  /** Of the months the smallest value that so many percent of them do not exceed. */
  double percentile(ToDoubleFunction<Sample> of, int percent) {
    double[] sorted = months().stream().mapToDouble(of).sorted().toArray();
    return sorted[Math.max(0, Math.ceilDiv(sorted.length * percent, 100) - 1)];
  }
}
