package dev.holdfast.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When a workload was down, by a prober: between two probes that agree it was as they say, between
 * two that differ nobody knows.
 */
final class ProbedTruth {
  /** Whoever was not asked for that long may have been down and up again. */
  private static final Duration HOLE = Prober.PERIOD.multipliedBy(10);

  private final List<Stretch> stretches = new ArrayList<>();

  private record Stretch(Instant from, Instant to, boolean isDown) {
    Duration within(Instant since, Instant until) {
      var start = from.isAfter(since) ? from : since;
      var end = to.isBefore(until) ? to : until;
      return start.isBefore(end) ? Duration.between(start, end) : Duration.ZERO;
    }
  }

  /**
   * @param promised with fewer pods that serve the workload is down
   */
  static ProbedTruth of(List<Probe> probes, String app, int promised) {
    var truth = new ProbedTruth();
    for (int i = 1; i < probes.size(); i++) {
      truth.between(probes.get(i - 1), probes.get(i), app, promised);
    }
    return truth;
  }

  /**
   * An answer may be older than the one before it began, so agreement reaches from ask to reply.
   */
  private void between(Probe one, Probe next, String app, int promised) {
    boolean wasDown = isDown(one, app, promised);
    boolean isDown = isDown(next, app, promised);
    boolean isHole = Duration.between(one.to(), next.from()).compareTo(HOLE) > 0;
    if (wasDown != isDown || isHole) return;
    var last = stretches.isEmpty() ? null : stretches.getLast();
    boolean goesOn = last != null && last.isDown() == isDown && last.to().equals(one.from());
    var begin = goesOn ? stretches.removeLast().from() : one.to();
    stretches.add(new Stretch(begin, next.from(), isDown));
  }

  private static boolean isDown(Probe probe, String app, int promised) {
    return probe.serving().getOrDefault(app, 0) < promised;
  }

  Duration downLeast(Instant from, Instant to) {
    return sum(true, from, to);
  }

  Duration downMost(Instant from, Instant to) {
    return Duration.between(from, to).minus(sum(false, from, to));
  }

  /** How often it went down, or up. */
  int edges() {
    int edges = 0;
    for (int i = 1; i < stretches.size(); i++) {
      if (stretches.get(i).isDown() != stretches.get(i - 1).isDown()) edges++;
    }
    return edges;
  }

  private Duration sum(boolean down, Instant from, Instant to) {
    return stretches.stream()
        .filter(stretch -> stretch.isDown() == down)
        .map(stretch -> stretch.within(from, to))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
