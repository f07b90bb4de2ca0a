package dev.holdfast.ledger;

import dev.holdfast.incident.Closed;
import dev.holdfast.incident.Ending;
import dev.holdfast.incident.History;
import dev.holdfast.incident.Removals;
import dev.holdfast.incident.Timing;
import dev.holdfast.pack.Varints;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;

/** How incidents ended as one short string, to the millisecond. */
public final class HistoryCodec {
  /** Without a word of removals; as it is still written where there is none. */
  private static final int ENDINGS_ONLY = 1;

  /** Without a word of how long those lasted that others ended; likewise. */
  private static final int WITH_REMOVALS = 2;

  private static final int VERSION = 3;

  /** What follows an ending: nothing, the phases of its recovery, or how long it lasted. */
  private static final int NOTHING = 0;

  private static final int PHASES = 1;
  private static final int LASTED = 2;

  private static final Ending[] ENDINGS = Ending.values();

  private HistoryCodec() {}

  public static String write(History history) {
    var out = new Varints();
    int version = version(history);
    out.add(version);
    out.add(history.entries().size());
    long before = 0;
    for (var closed : history.entries()) {
      long at = Math.max(before, closed.at().toEpochMilli());
      out.add(at - before);
      write(out, closed, shapeBits(version));
      before = at;
    }
    if (version != ENDINGS_ONLY) RemovalsCodec.write(out, history.removals());
    return out.text();
  }

  private static int version(History history) {
    if (history.entries().stream().anyMatch(closed -> closed.lasted() != null)) return VERSION;
    return history.removals().isEmpty() ? ENDINGS_ONLY : WITH_REMOVALS;
  }

  private static int shapeBits(long version) {
    return version == VERSION ? 2 : 1;
  }

  @SuppressWarnings("EnumOrdinal") // their order is part of the version
  private static void write(Varints out, Closed closed, int shapeBits) {
    long ending = (long) closed.ending().ordinal() << shapeBits;
    var timing = closed.timing();
    var lasted = closed.lasted();
    if (timing != null) {
      out.add(ending | PHASES);
      write(out, timing);
    } else if (lasted != null) {
      out.add(ending | LASTED);
      out.add(lasted.toMillis());
    } else {
      out.add(ending | NOTHING);
    }
  }

  private static void write(Varints out, Timing timing) {
    out.add(timing.detect().toMillis());
    out.add(timing.decide().toMillis());
    out.add(timing.act().toMillis());
    out.add(timing.ready().toMillis());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException when it is anything else
   */
  public static History read(String text) {
    return Varints.decode(text, HistoryCodec::read);
  }

  private static History read(ByteBuffer in) {
    long version = Varints.read(in);
    if (version < ENDINGS_ONLY || version > VERSION)
      throw new IllegalArgumentException("a history of version " + version);
    long count = Varints.read(in);
    if (count > History.KEPT) throw new IllegalArgumentException("a history of " + count);
    var entries = new ArrayList<Closed>();
    var at = Instant.EPOCH;
    for (long i = 0; i < count; i++) {
      at = Era.after(at, Varints.read(in));
      entries.add(readClosed(in, at, shapeBits(version)));
    }
    var removals = version == ENDINGS_ONLY ? Removals.NONE : RemovalsCodec.read(in);
    return new History(entries, removals);
  }

  private static Closed readClosed(ByteBuffer in, Instant at, int shapeBits) {
    long packed = Varints.read(in);
    long ending = packed >> shapeBits;
    long shape = packed & ((1L << shapeBits) - 1);
    if (ending >= ENDINGS.length || shape > LASTED) {
      throw new IllegalArgumentException("ending " + packed);
    }
    var timing = shape == PHASES ? new Timing(span(in), span(in), span(in), span(in)) : null;
    return new Closed(at, ENDINGS[(int) ending], timing, shape == LASTED ? span(in) : null);
  }

  private static Duration span(ByteBuffer in) {
    return Era.span(Varints.read(in));
  }
}
