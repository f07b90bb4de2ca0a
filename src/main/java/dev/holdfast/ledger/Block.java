package dev.holdfast.ledger;

import static dev.holdfast.signal.Instants.earlier;
import static dev.holdfast.signal.Instants.later;

import java.time.Duration;
import java.time.Instant;

/** A stretch of the past of which only the sums are kept. */
public record Block(Instant from, Instant to, Tally tally) {
  public Block {
    if (!from.isBefore(to)) throw new IllegalArgumentException(from + " is not before " + to);
    tally = tally.downAtMost(Duration.between(from, to));
  }

  Block plus(Block next) {
    return new Block(from, next.to, tally.plus(next.tally));
  }

  /** Of the part that lies in a window: where in the block it was down, nobody knows any more. */
  Tally tally(Instant start, Instant end) {
    var part = Duration.between(later(from, start), earlier(to, end));
    if (!part.isPositive()) return Tally.NOTHING;
    var whole = Duration.between(from, to);
    return part.equals(whole) ? tally : tally.part(part, whole);
  }
}
