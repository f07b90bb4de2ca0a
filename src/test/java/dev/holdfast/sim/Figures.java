package dev.holdfast.sim;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** The figures of many histories of one class, in the words of Chen, Toueg and Aguilera. */
record Figures(String title, List<Outcome> outcomes) {
  private static final double DAY = 24.0 * Agenda.HOUR;

  int count() {
    return outcomes.size();
  }

  int sum(ToIntFunction<Outcome> of) {
    return outcomes.stream().mapToInt(of).sum();
  }

  int faults() {
    return sum(Outcome::faults);
  }

  double nodeDays() {
    return outcomes.stream().mapToLong(Outcome::nodeMillis).sum() / DAY;
  }

  List<Long> all(Function<Outcome, Collection<Long>> of) {
    return outcomes.stream().flatMap(o -> of.apply(o).stream()).sorted().toList();
  }

  /** Median, 99th percentile and maximum, in seconds. */
  String times(Function<Outcome, Collection<Long>> of) {
    var times = all(of);
    if (times.isEmpty()) return "- | - | -";
    return "%s | %s | %s"
        .formatted(
            seconds(share(times, 0.5)), seconds(share(times, 0.99)), seconds(times.getLast()));
  }

  private static long share(List<Long> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f", millis / 1e3);
  }

  int mistakes(Function<Outcome, Outcome.Acts> of) {
    return sum(o -> of.apply(o).mistakes().size());
  }

  /** Mistakes per node-day; where there were none, what their rate is below in 95 of 100 cases. */
  String rate(Function<Outcome, Outcome.Acts> of) {
    int mistakes = mistakes(of);
    return mistakes == 0
        ? String.format(Locale.ROOT, "< %.1e", 3 / nodeDays())
        : String.format(Locale.ROOT, "%.1e", mistakes / nodeDays());
  }

  /** In how much of the time a host that was well was taken for well. */
  String accuracy(Function<Outcome, Outcome.Acts> of) {
    double wrong = all(o -> of.apply(o).lasted()).stream().mapToLong(l -> l).sum() / DAY;
    return wrong == 0 ? "1" : String.format(Locale.ROOT, "1 - %.1e", wrong / nodeDays());
  }

  /** In how many histories each of them held something back. */
  String held(Function<Outcome, Collection<String>> of) {
    var counts =
        outcomes.stream()
            .flatMap(o -> of.apply(o).stream())
            .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    return counts.isEmpty()
        ? "-"
        : counts.entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(", "));
  }
}
