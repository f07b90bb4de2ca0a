package dev.holdfast.accuracy;

import static dev.holdfast.accuracy.World.SECOND;

import dev.holdfast.accuracy.World.Deaf;
import dev.holdfast.accuracy.World.Life;
import dev.holdfast.accuracy.World.Loss;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A lost host as three observers miss it that ask it all the time; one of them may be lost with it,
 * or stand still at that moment.
 *
 * @param answered when the last question was asked that it answered, as the leader dates it
 * @param unanswered when the first question after that was asked in vain
 * @param known when the leader's verdict says so
 */
record Missing(long answered, long unanswered, long known) {
  /** As a node policy has them by default. */
  private static final long PERIOD = 1_250;

  /** All others have asked within that. */
  static final long SPACING = PERIOD;

  private static final long SETTLED = 3_750;
  private static final long ROUND = 250;

  /** What a vote takes makes its misses look so much younger. */
  private static final long WAY = 300;

  /** By default nothing is believed for so long after an outage. */
  private static final long QUIET = 50 * SECOND;

  private static final int OBSERVERS = 3;
  private static final long LONGEST_HOLE = 20 * SECOND;

  /** Absent where there are no observers, or none that ever had an answer. */
  static @Nullable Missing of(World world, Life life, Loss loss) {
    if (!world.observed || loss.at() < life.opens()) return null;
    long left = OBSERVERS - Draw.fixed(world.seed, loss.host(), 1, 1);
    long[] dated =
        LongStream.range(0, left)
            .map(i -> dated(world, loss, loss.host() * OBSERVERS + i))
            .sorted()
            .toArray();
    long since = dated[1];
    long known = since + SETTLED;
    for (var d : world.deaf) {
      if (d.api() && d.from() < known && since < d.to()) known = d.to() + QUIET;
    }
    known += Draw.fixed(world.seed, loss.host(), since, ROUND);
    long answered = answered(world, loss, left);
    long unanswered = LongStream.of(dated).filter(d -> d >= answered).findFirst().orElseThrow();
    return new Missing(answered, unanswered, known);
  }

  /** Of all of them the last one. */
  private static long answered(World world, Loss loss, long left) {
    return LongStream.range(0, left)
        .map(i -> lastAnswer(world, loss, loss.host() * OBSERVERS + i))
        .max()
        .orElseThrow();
  }

  private static long lastAnswer(World world, Loss loss, long way) {
    long awake = loss.at() - hole(world, loss, way, LONGEST_HOLE / 2);
    for (var d : world.deaf) {
      if (!d.api() && d.from() <= awake && loss.at() < d.to()) awake = d.from();
    }
    long answered = awake - Draw.fixed(world.seed, loss.at(), way, PERIOD);
    return answered + Draw.fixed(world.seed, -way, loss.at(), WAY);
  }

  private static long dated(World world, Loss loss, long way) {
    long asked =
        loss.at()
            + hole(world, loss, way, LONGEST_HOLE)
            + Draw.fixed(world.seed, way, loss.at(), PERIOD);
    for (var d : world.deaf) {
      if (voids(d, asked)) asked = d.to() + Draw.fixed(world.seed, way, d.to(), PERIOD);
    }
    return asked + Draw.fixed(world.seed, -way, loss.at(), WAY);
  }

  /** One in four stands still while the host goes. */
  private static long hole(World world, Loss loss, long way, long longest) {
    boolean stands = Draw.fixed(world.seed, loss.at(), way, 3) == 0;
    return stands ? Draw.fixed(world.seed, loss.at(), -way, longest) : 0;
  }

  /** Who stood still counts anew: the misses of before are dated to the end of that. */
  private static boolean voids(Deaf d, long asked) {
    return !d.api() && d.from() < asked + SETTLED && asked < d.to();
  }
}
