package dev.holdfast.accuracy;

import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** Chance from a seed, in milliseconds. */
final class Draw {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final SplittableRandom random;

  Draw(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Both ends included. */
  long between(long least, long most) {
    return random.nextLong(least, most + 1);
  }

  int count(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  /** Each order of magnitude is as likely as another. */
  long magnitude(long least, long most) {
    return Math.round(least * Math.pow((double) most / least, random.nextDouble()));
  }

  /**
   * In their order, none within the first two minutes.
   *
   * @param most at most so many of them, and at least a quarter of that
   * @param last none is later
   */
  LongStream moments(int most, long last) {
    long some = most == 0 ? 0 : magnitude(Math.max(1, most / 4), most);
    return LongStream.generate(() -> between(2 * World.MINUTE, last)).limit(some).sorted();
  }

  boolean chance(double share) {
    return random.nextDouble() < share;
  }

  /** The same for the same three, whoever asks and whenever. */
  static long fixed(long seed, long a, long b, long most) {
    return new SplittableRandom(seed ^ a * MIX ^ (b + 1) * (MIX >>> 7)).nextLong(most + 1);
  }
}
