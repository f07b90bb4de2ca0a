package dev.holdfast.ledger;

import static dev.holdfast.signal.Instants.earlier;
import static dev.holdfast.signal.Instants.later;
import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;
import static java.time.temporal.ChronoUnit.MILLIS;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The account of one workload: its recent edges, and sums of what lies before them.
 *
 * @param old without gaps, the oldest first, up to where the edges begin
 * @param until the last instant that somebody vouches for
 */
public record Ledger(List<Block> old, Timeline recent, Instant since, Instant until) {
  /** So many edges are kept as they are: two thousand bytes, and hours of a workload that flaps. */
  static final int EXACT = 400;

  /** How many remain when the oldest were summed up, so that this is not done at each edge. */
  static final int REMAINING = 200;

  /** Sums of hours become sums of days after so long. */
  static final Duration HOURLY = Duration.ofDays(7);

  /** The longest window that anybody may ask for, and a day for what it cuts in two. */
  static final Duration REMEMBERED = Duration.ofDays(91);

  /** The shortest time that can be kept. */
  private static final Duration INSTANT = Duration.ofMillis(1);

  /** No account has more sums than that: twice what is kept, since clocks may be set. */
  static final int SUMS = 2 * Math.toIntExact(HOURLY.toHours() + REMEMBERED.toDays());

  /** Nor more edges than that: all but those whose doubts overlap can be summed up. */
  static final int EDGES = 2 * EXACT;

  /** No edge lies before the time that edges are kept of, whatever they doubt. */
  public Ledger {
    old = List.copyOf(old);
    since = since.truncatedTo(MILLIS);
    until = until.truncatedTo(MILLIS);
    recent = recent.notBefore(old.isEmpty() ? since : old.getLast().to());
  }

  /** Of a workload that nobody has watched before. */
  public static Ledger opened(Instant now) {
    return new Ledger(List.of(), Timeline.EMPTY, now, now);
  }

  /** The workload has been available at least once: before, there was nothing to lose. */
  public boolean isBegun() {
    return !old.isEmpty() || recent.edges().stream().anyMatch(edge -> edge.to().isAvailable());
  }

  public Ledger then(Edge edge) {
    return with(recent.then(edge)).vouchedUntil(edge.latest());
  }

  /** What stands, stood until then: somebody watched. */
  public Ledger vouchedUntil(Instant now) {
    return now.isAfter(until) ? new Ledger(old, recent, since, now) : this;
  }

  /** The same with more edges, none of which lies before those that there are. */
  Ledger then(List<Edge> edges) {
    return edges.isEmpty() ? this : with(recent.then(edges));
  }

  /**
   * The same as if nobody had watched from an instant on, nor had it begun later. That it had begun
   * is known all the same: else an outage that goes on would be taken for a first start.
   *
   * @param summed up to when sums are kept, which cannot be cut in two
   */
  Ledger knownUntil(Instant end, Instant summed) {
    var sums = old.stream().takeWhile(block -> !block.to().isAfter(summed)).toList();
    var begin = earlier(since, end);
    var exactFrom = sums.isEmpty() ? begin : sums.getLast().to();
    var cut = later(end, exactFrom.plus(INSTANT));
    var known = new Ledger(sums, recent.unknown(cut, Instant.MAX), begin, cut);
    return isBegun() && !known.isBegun() ? known.begun() : known;
  }

  private Ledger begun() {
    var up = Edge.at(since, Service.UP);
    var instant = new Timeline(List.of(up, Edge.at(since.plus(INSTANT), Service.UNKNOWN)));
    return new Ledger(old, instant, since, until);
  }

  /** Nobody watched from one instant to the other, whatever was booked. */
  public Ledger unwatched(Instant from, Instant to) {
    if (!from.isBefore(to)) return this;
    return with(recent.unknown(from, to));
  }

  public Tally tally(Instant from, Instant to) {
    var sum = recent.tally(later(from, exactFrom()), earlier(to, until)).plus(after(from, to));
    for (var block : old) sum = sum.plus(block.tally(from, to));
    return sum;
  }

  /**
   * This account, written by somebody else, and what another one saw since then; what neither saw
   * is unwatched.
   */
  public Ledger continuedBy(Ledger other) {
    var from = later(until, other.exactFrom());
    var joined = new ArrayList<>(unwatched(until, Instant.MAX).recent.edges());
    joined.addAll(other.recent.since(from).edges());
    return new Ledger(old, new Timeline(joined), since, later(until, other.until));
  }

  private Tally after(Instant from, Instant to) {
    var unvouched = Duration.between(later(from, until), to);
    return unvouched.isPositive() ? Tally.of(Service.UNKNOWN, unvouched) : Tally.NOTHING;
  }

  private Ledger with(Timeline changed) {
    return new Ledger(old, changed, since, until);
  }

  Instant exactFrom() {
    return old.isEmpty() ? since : old.getLast().to();
  }

  /** The same account, small enough to be kept in a status. */
  public Ledger compacted() {
    var edges = recent.edges();
    return edges.size() > EXACT ? summedUpTo(edges.get(edges.size() - REMAINING).earliest()) : this;
  }

  private Ledger summedUpTo(Instant end) {
    var blocks = new ArrayList<>(old);
    for (var from = later(exactFrom(), end.minus(REMEMBERED)); from.isBefore(end); ) {
      var to = earlier(end, from.truncatedTo(HOURS).plus(1, HOURS));
      blocks.add(new Block(from, to, recent.tally(from, to)));
      from = to;
    }
    return new Ledger(coarsened(blocks), recent.since(end), since, until);
  }

  private List<Block> coarsened(List<Block> blocks) {
    var kept = new ArrayList<Block>();
    for (var block : blocks) {
      if (block.to().isBefore(until.minus(REMEMBERED))) continue;
      if (!kept.isEmpty() && belongTogether(kept.getLast(), block)) {
        kept.add(kept.removeLast().plus(block));
      } else {
        kept.add(block);
      }
    }
    return kept;
  }

  private boolean belongTogether(Block block, Block next) {
    var unit = next.to().isBefore(until.minus(HOURLY)) ? DAYS : HOURS;
    return block.from().truncatedTo(unit).equals(next.from().truncatedTo(unit));
  }
}
