package dev.holdfast.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The edges of one workload in their order. Before the first of them nothing is known; after the
 * last one its state stands.
 */
public record Timeline(List<Edge> edges) {
  public static final Timeline EMPTY = new Timeline(List.of());

  /** Puts edges in an order that can have been, and drops those that change nothing. */
  public Timeline {
    var kept = new ArrayList<Edge>();
    for (var edge : edges) {
      var last = kept.isEmpty() ? null : kept.getLast();
      if (edge.to() == (last == null ? Service.UNKNOWN : last.to())) continue;
      kept.add(last == null ? edge : edge.notBefore(last));
    }
    edges = List.copyOf(kept);
  }

  public Service at(Instant moment) {
    var service = Service.UNKNOWN;
    for (var edge : edges) {
      if (edge.moment().isAfter(moment)) return service;
      service = edge.to();
    }
    return service;
  }

  public Service last() {
    return edges.isEmpty() ? Service.UNKNOWN : edges.getLast().to();
  }

  /** From an edge on its state stands, whatever was booked. */
  public Timeline then(Edge edge) {
    var before = edges.stream().filter(earlier -> earlier.moment().isBefore(edge.moment()));
    return new Timeline(before.toList()).then(List.of(edge));
  }

  Timeline then(List<Edge> more) {
    var all = new ArrayList<>(edges);
    all.addAll(more);
    return new Timeline(all);
  }

  /**
   * Nothing is known between two instants. Of an edge whose doubt reaches into that time, the rest
   * of the doubt remains: the change may have been outside of it.
   */
  public Timeline unknown(Instant from, Instant to) {
    var left = edges.stream().filter(edge -> edge.earliest().isBefore(from));
    var changed = new ArrayList<>(left.map(edge -> edge.noLaterThan(from)).toList());
    changed.add(Edge.at(from, Service.UNKNOWN));
    if (to.isBefore(Instant.MAX)) changed.addAll(since(to).edges());
    return new Timeline(changed);
  }

  /** What is known from an instant on: edges whose doubt reaches beyond it stay as doubtful. */
  Timeline since(Instant start) {
    var kept = new ArrayList<Edge>();
    kept.add(Edge.at(start, sureBy(start)));
    edges.stream()
        .filter(edge -> edge.latest().isAfter(start))
        .map(edge -> edge.noSoonerThan(start))
        .forEach(kept::add);
    return new Timeline(kept);
  }

  /** The same edges, none of them before that. */
  Timeline notBefore(Instant start) {
    if (edges.isEmpty() || !edges.getFirst().earliest().isBefore(start)) return this;
    var first = Edge.at(start, Service.UNKNOWN);
    return new Timeline(edges.stream().map(edge -> edge.notBefore(first)).toList());
  }

  /** The state that was certainly reached by then, if no doubtful change has followed yet. */
  private Service sureBy(Instant moment) {
    var service = Service.UNKNOWN;
    for (var edge : edges) {
      if (edge.latest().isAfter(moment)) return service;
      service = edge.to();
    }
    return service;
  }

  /** How the time from one instant to another was spent. */
  public Tally tally(Instant from, Instant to) {
    if (!from.isBefore(to)) return Tally.NOTHING;
    var window = new Window(from, to);
    var sum = Tally.NOTHING;
    var start = Edge.at(Instant.MIN, Service.UNKNOWN);
    for (var edge : edges) {
      sum = sum.plus(window.tally(start, edge));
      start = edge;
    }
    return sum.plus(window.tally(start, Edge.at(Instant.MAX, Service.UNKNOWN)));
  }

  /** Clips the segments between edges. */
  private record Window(Instant from, Instant to) {
    Tally tally(Edge start, Edge end) {
      return Tally.of(
          start.to(),
          between(start.moment(), end.moment()),
          between(start.latest(), end.earliest()),
          between(start.earliest(), end.latest()));
    }

    private Duration between(Instant start, Instant end) {
      var clippedStart = start.isBefore(from) ? from : start;
      var clippedEnd = end.isAfter(to) ? to : end;
      return clippedStart.isBefore(clippedEnd)
          ? Duration.between(clippedStart, clippedEnd)
          : Duration.ZERO;
    }
  }
}
