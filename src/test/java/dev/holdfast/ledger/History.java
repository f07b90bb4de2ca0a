package dev.holdfast.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * What really happened to a workload, and what was seen of it: each change of state lies anywhere
 * within the doubt of its edge.
 *
 * @param changes in their order
 */
record History(List<Change> changes) {
  static final Instant START = Instant.parse("2026-01-01T00:17:00Z");

  /**
   * A change of state.
   *
   * @param after since the end of the doubt of the one before
   * @param doubt how long the edge is
   * @param truth where in the doubt it really was, in percent
   */
  record Change(Duration after, Duration doubt, int truth, Service to) {}

  static Arbitrary<History> any() {
    return of(Service.UP, Service.DEGRADED, Service.DOWN, Service.PLANNED, Service.UNKNOWN);
  }

  /** Histories that somebody watched all the time. */
  static Arbitrary<History> watched() {
    return of(Service.UP, Service.DEGRADED, Service.DOWN, Service.PLANNED);
  }

  private static Arbitrary<History> of(Service... states) {
    return change(1, 4_000_000, states).list().ofMinSize(1).ofMaxSize(60).map(History::new);
  }

  /**
   * A change to one of those states.
   *
   * @param least at least so many milliseconds since the one before
   * @param most at most so many
   */
  static Arbitrary<Change> change(int least, int most, Service... states) {
    return Combinators.combine(
            Arbitraries.integers().between(least, most),
            Arbitraries.integers().between(0, 50_000),
            Arbitraries.integers().between(0, 100),
            Arbitraries.of(states))
        .as((wait, doubt, truth, to) -> new Change(ms(wait), ms(doubt), truth, to));
  }

  private static Duration ms(int millis) {
    return Duration.ofMillis(millis);
  }

  /** As an observer would book it. */
  List<Edge> edges() {
    return edges(false);
  }

  /** Without any doubt, which nobody but the one who broke it knows. */
  Timeline truth() {
    return new Timeline(edges(true));
  }

  private List<Edge> edges(boolean exact) {
    var edges = new ArrayList<Edge>();
    edges.add(Edge.at(START, Service.UP));
    var at = START;
    for (var change : changes) {
      var earliest = at.plus(change.after);
      at = earliest.plus(change.doubt);
      var truth = earliest.plusMillis(change.doubt.toMillis() * change.truth / 100);
      edges.add(exact ? Edge.at(truth, change.to) : new Edge(earliest, at, change.to));
    }
    return edges;
  }

  Ledger ledger() {
    var ledger = Ledger.opened(START);
    for (var edge : edges()) ledger = ledger.then(edge);
    return ledger.vouchedUntil(end());
  }

  Instant end() {
    return edges().getLast().latest().plus(Duration.ofMinutes(7));
  }
}
