package dev.holdfast.incident;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * How incidents ended, the oldest first.
 *
 * @param entries at most {@link #KEPT}
 */
public record History(List<Closed> entries) {
  /** Six thousand characters of a status; more of them would tell little more about a rate. */
  public static final int KEPT = 300;

  public static final History EMPTY = new History(List.of());

  public History {
    entries = List.copyOf(entries.subList(Math.max(0, entries.size() - KEPT), entries.size()));
  }

  public History plus(List<Closed> more) {
    if (more.isEmpty()) return this;
    return new History(Stream.concat(entries.stream(), more.stream()).toList());
  }

  /** Those that ended after that. */
  public List<Closed> since(Instant start) {
    return entries.stream().filter(closed -> closed.at().isAfter(start)).toList();
  }
}
