package dev.holdfast.vote;

import dev.holdfast.pack.Varints;
import dev.holdfast.signal.ProbeAnswer;
import dev.holdfast.signal.Vote.Miss;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * One target that is missed: its uid, one number of flags, and ages to the millisecond; the last
 * answer is older than the first miss, and only by how much is written. API servers give random
 * UUIDs, which are 16 bytes and no shorter; any other uid is written as it is.
 */
final class MissCodec {
  /** Before a uid: zero for a UUID, else the length of the text. */
  private static final int UUID_FOLLOWS = 0;

  private static final int LONGEST_UID = 36;

  private static final int ANSWER = 0b11;
  private static final int ANSWERED = 0b100;
  private static final int POD_ANSWERED = 0b1000;
  private static final int ALL_FLAGS = 0b1111;

  /** No cluster is older, and no instant beyond reach. */
  private static final long LONGEST_AGE = Duration.ofDays(100 * 365).toMillis();

  private MissCodec() {}

  static void encode(Varints out, String uid, Miss miss) {
    encode(out, uid);
    var answered = miss.answered();
    var podAnswered = miss.podAnswered();
    out.add(
        number(miss.answer())
            | (answered != null ? ANSWERED : 0)
            | (podAnswered != null ? POD_ANSWERED : 0));
    out.add(miss.age().toMillis());
    if (answered != null) out.add(Math.max(0, answered.minus(miss.age()).toMillis()));
    if (podAnswered != null) out.add(podAnswered.toMillis());
  }

  private static void encode(Varints out, String uid) {
    var number = uuid(uid);
    if (number.isEmpty()) {
      if (uid.isEmpty() || uid.length() > LONGEST_UID)
        throw new IllegalArgumentException("no uid: '" + uid + "'");
      out.add(uid);
      return;
    }
    out.add(UUID_FOLLOWS);
    out.addBits(number.get().getMostSignificantBits());
    out.addBits(number.get().getLeastSignificantBits());
  }

  /** Empty where the text would not come back as it was. */
  private static Optional<UUID> uuid(String uid) {
    if (uid.length() != LONGEST_UID) return Optional.empty();
    try {
      return Optional.of(UUID.fromString(uid)).filter(number -> number.toString().equals(uid));
    } catch (IllegalArgumentException anotherKind) {
      return Optional.empty();
    }
  }

  static String uid(ByteBuffer in) {
    in.mark();
    if (Varints.read(in) == UUID_FOLLOWS) return new UUID(in.getLong(), in.getLong()).toString();
    in.reset();
    return VoteCodec.line(in, LONGEST_UID);
  }

  static Miss decode(ByteBuffer in) {
    int flags = Varints.read(in, ALL_FLAGS);
    var age = age(in);
    return new Miss(
        answer(flags & ANSWER),
        age,
        (flags & ANSWERED) != 0 ? age.plus(age(in)) : null,
        (flags & POD_ANSWERED) != 0 ? age(in) : null);
  }

  private static Duration age(ByteBuffer in) {
    long millis = Varints.read(in);
    if (millis > LONGEST_AGE) throw new IllegalArgumentException("an age of " + millis);
    return Duration.ofMillis(millis);
  }

  private static int number(ProbeAnswer answer) {
    return switch (answer) {
      case HUNG -> 1;
      case REFUSED -> 2;
      case SILENT -> 3;
      case ANSWERED -> throw new IllegalArgumentException("an answer is no miss");
    };
  }

  private static ProbeAnswer answer(int number) {
    return switch (number) {
      case 1 -> ProbeAnswer.HUNG;
      case 2 -> ProbeAnswer.REFUSED;
      case 3 -> ProbeAnswer.SILENT;
      default -> throw new IllegalArgumentException("no miss: " + number);
    };
  }
}
