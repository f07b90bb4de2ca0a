package dev.holdfast.incident;

import dev.holdfast.health.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * How incidents ended, the oldest first.
 *
 * @param entries at most {@link #KEPT}
 * @param removals of pods of lost nodes
 */
public record History(List<Closed> entries, Removals removals) {
  /** Six thousand characters of a status; more of them would tell little more about a rate. */
  public static final int KEPT = 300;

  public static final History EMPTY = new History(List.of(), Removals.NONE);

  public History {
    entries = List.copyOf(entries.subList(Math.max(0, entries.size() - KEPT), entries.size()));
  }

  public History plus(List<Closed> more) {
    if (more.isEmpty()) return this;
    return new History(Stream.concat(entries.stream(), more.stream()).toList(), removals);
  }

  public History plus(Removal removal) {
    return new History(entries, removals.plus(removal));
  }

  /**
   * What nodes that came back show of our removals.
   *
   * @param promised how long a recovery may take
   */
  public History judged(Fleet fleet, Duration promised, Instant now) {
    return new History(entries, removals.judged(fleet, promised, now));
  }

  public boolean isEmpty() {
    return entries.isEmpty() && removals.isEmpty();
  }

  /** From when on none is missing that ended after that: of a full one the oldest are gone. */
  public Instant completeSince(Instant start) {
    var oldest = entries.size() < KEPT ? start : entries.getFirst().at();
    return oldest.isAfter(start) ? oldest : start;
  }

  /** Those that ended after that. */
  public List<Closed> since(Instant start) {
    return entries.stream().filter(closed -> closed.at().isAfter(start)).toList();
  }
}
