package dev.holdfast.ledger;

import dev.holdfast.incident.Closed;
import dev.holdfast.incident.Ending;
import dev.holdfast.incident.History;
import dev.holdfast.incident.Removals;
import dev.holdfast.incident.Timing;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** How incidents ended as one short string, to the millisecond. */
public final class HistoryCodec {
  /** Without a word of removals; as it is still written where there is none. */
  private static final int ENDINGS_ONLY = 1;

  private static final int VERSION = 2;
  private static final Ending[] ENDINGS = Ending.values();

  private HistoryCodec() {}

  public static String write(History history) {
    var out = new Varints();
    out.add(history.removals().isEmpty() ? ENDINGS_ONLY : VERSION);
    out.add(history.entries().size());
    long before = 0;
    for (var closed : history.entries()) {
      long at = Math.max(before, closed.at().toEpochMilli());
      out.add(at - before);
      write(out, closed.ending(), closed.timing());
      before = at;
    }
    if (!history.removals().isEmpty()) RemovalsCodec.write(out, history.removals());
    return out.text();
  }

  @SuppressWarnings("EnumOrdinal") // their order is part of the version
  private static void write(Varints out, Ending ending, @Nullable Timing timing) {
    out.add(ending.ordinal() << 1 | (timing == null ? 0 : 1));
    if (timing == null) return;
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
    if (version != ENDINGS_ONLY && version != VERSION)
      throw new IllegalArgumentException("a history of version " + version);
    long count = Varints.read(in);
    if (count > History.KEPT) throw new IllegalArgumentException("a history of " + count);
    var entries = new ArrayList<Closed>();
    var at = Instant.EPOCH;
    for (long i = 0; i < count; i++) {
      at = Era.after(at, Varints.read(in));
      entries.add(readClosed(in, at));
    }
    var removals = version == VERSION ? RemovalsCodec.read(in) : Removals.NONE;
    return new History(entries, removals);
  }

  private static Closed readClosed(ByteBuffer in, Instant at) {
    long packed = Varints.read(in);
    if (packed >> 1 >= ENDINGS.length) throw new IllegalArgumentException("ending " + packed);
    var timing = (packed & 1) == 0 ? null : new Timing(span(in), span(in), span(in), span(in));
    return new Closed(at, ENDINGS[(int) (packed >> 1)], timing);
  }

  private static Duration span(ByteBuffer in) {
    return Era.span(Varints.read(in));
  }
}
