package dev.holdfast.ledger;

import dev.holdfast.ledger.Detections.Detection;
import dev.holdfast.pack.Varints;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;

/** Detections as one short string, to the millisecond. */
public final class DetectionsCodec {
  private static final int VERSION = 1;

  private DetectionsCodec() {}

  public static String write(Detections detections) {
    var out = new Varints();
    out.add(VERSION);
    out.add(detections.entries().size());
    long before = 0;
    for (var entry : detections.entries()) {
      long at = Math.max(before, entry.knownAt().toEpochMilli());
      out.add(at - before);
      out.add(Math.max(0, entry.took().toMillis()));
      out.add(Integer.toUnsignedLong(entry.node()));
      before = at;
    }
    return out.text();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException when it is anything else
   */
  public static Detections read(String text) {
    return Varints.decode(text, DetectionsCodec::read);
  }

  private static Detections read(ByteBuffer in) {
    long version = Varints.read(in);
    if (version != VERSION) throw new IllegalArgumentException("detections of version " + version);
    long count = Varints.read(in);
    if (count > Detections.KEPT) throw new IllegalArgumentException(count + " detections");
    var entries = new ArrayList<Detection>();
    var at = Instant.EPOCH;
    for (long i = 0; i < count; i++) {
      at = Era.after(at, Varints.read(in));
      var took = Era.span(Varints.read(in));
      entries.add(new Detection((int) Varints.read(in), at, took));
    }
    return new Detections(entries);
  }
}
