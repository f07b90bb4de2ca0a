package dev.holdfast.ledger;

import dev.holdfast.incident.History;
import dev.holdfast.incident.Mistake;
import dev.holdfast.incident.Removal;
import dev.holdfast.incident.Removals;
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
      write(out, removal.node());
      write(out, removal.bootId());
      write(out, removal.at(), removal.acts());
    }
    out.add(removals.mistakes().size());
    removals.mistakes().forEach(mistake -> write(out, mistake.at(), mistake.acts()));
  }

  private static void write(Varints out, String text) {
    out.add(text.length());
    text.chars().forEach(unit -> out.add(unit));
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
    long length = Varints.read(in);
    if (length > LONGEST) throw new IllegalArgumentException("a text of " + length);
    var text = new StringBuilder();
    for (long i = 0; i < length; i++) text.append((char) Varints.read(in));
    return text.toString();
  }

  private static int acts(ByteBuffer in) {
    long acts = Varints.read(in);
    if (acts > MOST_ACTS) throw new IllegalArgumentException(acts + " acts");
    return (int) acts;
  }

  private static Instant instant(ByteBuffer in) {
    return Era.ofEpochMilli(Varints.read(in));
  }
}
