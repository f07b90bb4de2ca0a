package dev.holdfast.ledger;

import dev.holdfast.incident.History;
import dev.holdfast.incident.Mistake;
import dev.holdfast.incident.Removal;
import dev.holdfast.incident.Removals;
import dev.holdfast.pack.Varints;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The part of a history that is about removals of pods of lost nodes, to the millisecond. */
final class RemovalsCodec {
  /** Names of nodes and boot ids are far shorter. */
  private static final int LONGEST = 1024;

  /** Far more pods than a node ever held in one boot, and no sum of them overflows. */
  private static final int MOST_ACTS = 1_000_000;

  private RemovalsCodec() {}

  static void write(Varints out, Removals removals) {
    out.add(removals.open().size());
    for (var removal : removals.open()) {
      out.add(removal.node());
      out.add(removal.bootId());
      write(out, removal.at(), removal.acts());
    }
    out.add(removals.mistakes().size());
    removals.mistakes().forEach(mistake -> write(out, mistake.at(), mistake.acts()));
  }

  private static void write(Varints out, Instant at, int acts) {
    out.add(at.toEpochMilli());
    out.add(acts);
  }

  static Removals read(ByteBuffer in) {
    var open = each(in, RemovalsCodec::removal);
    return new Removals(open, each(in, RemovalsCodec::mistake));
  }

  private static <T> List<T> each(ByteBuffer in, Function<ByteBuffer, T> reading) {
    long count = Varints.read(in);
    if (count > History.KEPT) throw new IllegalArgumentException(count + " removals");
    var all = new ArrayList<T>();
    for (long i = 0; i < count; i++) all.add(reading.apply(in));
    return all;
  }

  private static Removal removal(ByteBuffer in) {
    return new Removal(text(in), text(in), instant(in), acts(in));
  }

  private static Mistake mistake(ByteBuffer in) {
    return new Mistake(instant(in), acts(in));
  }

  private static String text(ByteBuffer in) {
    return Varints.readText(in, LONGEST);
  }

  private static int acts(ByteBuffer in) {
    return Varints.read(in, MOST_ACTS);
  }

  private static Instant instant(ByteBuffer in) {
    return Era.ofEpochMilli(Varints.read(in));
  }
}
