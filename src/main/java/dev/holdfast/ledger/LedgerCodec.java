package dev.holdfast.ledger;

import dev.holdfast.pack.Varints;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A ledger as one short string: each instant is written as the milliseconds since the one before
 * it, in as few bytes as it needs.
 */
public final class LedgerCodec {
  private static final int VERSION = 1;
  private static final int STATE_BITS = 3;

  /** No sum is of more than a day. */
  private static final Duration LONGEST = Duration.ofDays(1);

  /** Each of the five states that a sum is made of was cut to whole milliseconds. */
  private static final Duration ROUNDING = Duration.ofMillis(5);

  private static final Service[] STATES = Service.values();

  private LedgerCodec() {}

  public static String write(Ledger ledger) {
    var out = new Varints();
    out.add(VERSION);
    out.add(ledger.since().toEpochMilli());
    out.add(millis(ledger.since(), ledger.until()));
    out.add(ledger.old().size());
    var start = ledger.since();
    if (!ledger.old().isEmpty()) {
      start = ledger.old().getFirst().from();
      out.add(millis(ledger.since(), start));
    }
    for (var block : ledger.old()) {
      out.add(millis(block.from(), block.to()));
      write(out, block.tally());
      start = block.to();
    }
    write(out, ledger.recent(), start);
    return out.text();
  }

  private static void write(Varints out, Tally tally) {
    for (var part : parts(tally)) out.add(part.toMillis());
  }

  private static List<Duration> parts(Tally t) {
    return List.of(
        t.up(), t.degraded(), t.planned(), t.down(), t.downLeast(), t.downMost(), t.unknown());
  }

  @SuppressWarnings("EnumOrdinal") // their order is part of the version
  private static void write(Varints out, Timeline timeline, Instant start) {
    out.add(timeline.edges().size());
    var before = start;
    for (var edge : timeline.edges()) {
      out.add(millis(before, edge.latest()) << STATE_BITS | edge.to().ordinal());
      out.add(millis(edge.earliest(), edge.latest()));
      before = edge.latest();
    }
  }

  private static long millis(Instant from, Instant to) {
    return to.toEpochMilli() - from.toEpochMilli();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException when it is anything else
   */
  public static Ledger read(String text) {
    return Varints.decode(text, LedgerCodec::read);
  }

  private static Ledger read(ByteBuffer in) {
    long version = Varints.read(in);
    if (version != VERSION) throw new IllegalArgumentException("an account of version " + version);
    var since = Era.ofEpochMilli(Varints.read(in));
    var until = after(since, in);
    var old = readBlocks(in, since);
    var start = old.isEmpty() ? since : old.getLast().to();
    return new Ledger(old, readEdges(in, start), since, until);
  }

  private static List<Block> readBlocks(ByteBuffer in, Instant since) {
    long count = count(in, Ledger.SUMS);
    var blocks = new ArrayList<Block>();
    if (count == 0) return blocks;
    var from = after(since, in);
    for (long i = 0; i < count; i++) {
      blocks.add(readBlock(in, from));
      from = blocks.getLast().to();
    }
    return blocks;
  }

  private static Block readBlock(ByteBuffer in, Instant from) {
    var to = after(from, in);
    var tally = readTally(in);
    var length = Duration.between(from, to);
    var missing = length.minus(tally.total()).abs();
    if (length.compareTo(LONGEST) > 0 || missing.compareTo(ROUNDING) > 0 || !isOrdered(tally)) {
      throw new IllegalArgumentException("a sum of %s over %s".formatted(tally, length));
    }
    return new Block(from, to, tally);
  }

  private static boolean isOrdered(Tally tally) {
    return tally.downLeast().compareTo(tally.down()) <= 0
        && tally.down().compareTo(tally.downMost()) <= 0;
  }

  private static Tally readTally(ByteBuffer in) {
    return new Tally(
        duration(in),
        duration(in),
        duration(in),
        duration(in),
        duration(in),
        duration(in),
        duration(in));
  }

  private static Timeline readEdges(ByteBuffer in, Instant start) {
    long count = count(in, Ledger.EDGES);
    var edges = new ArrayList<Edge>();
    var latest = start;
    for (long i = 0; i < count; i++) {
      long packed = Varints.read(in);
      latest = Era.after(latest, packed >>> STATE_BITS);
      var to = state((int) (packed & ((1 << STATE_BITS) - 1)));
      edges.add(new Edge(Era.within(latest.minus(duration(in))), latest, to));
    }
    return new Timeline(edges);
  }

  private static Service state(int number) {
    if (number >= STATES.length) throw new IllegalArgumentException("state " + number);
    return STATES[number];
  }

  private static long count(ByteBuffer in, int most) {
    long count = Varints.read(in);
    if (count > most) throw new IllegalArgumentException(count + " where " + most + " may be");
    return count;
  }

  private static Instant after(Instant before, ByteBuffer in) {
    return Era.after(before, Varints.read(in));
  }

  private static Duration duration(ByteBuffer in) {
    return Era.span(Varints.read(in));
  }
}
