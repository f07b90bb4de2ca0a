package dev.holdfast.accuracy;

import static dev.holdfast.accuracy.World.SECOND;

import dev.holdfast.accuracy.World.Deaf;
import dev.holdfast.accuracy.World.Life;
import dev.holdfast.accuracy.World.Loss;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A lost host as three observers miss it that ask it all the time.
 *
 * @param since when two of them had asked it in vain, as the leader dates it
 * @param known when the leader's verdict says so
 */
record Missing(long since, long known) {
  /** As a node policy has them by default. */
  private static final long PERIOD = 1_250;

  static final long HEARD_BEFORE = 2 * SECOND;
  static final long TIMEOUT = SECOND;
  private static final long SETTLED = 3_750;
  private static final long ROUND = 250;

  /** What a vote takes makes its misses look so much younger. */
  private static final long WAY = 300;

  /** By default nothing is believed for so long after an outage. */
  private static final long QUIET = 50 * SECOND;

  private static final int OBSERVERS = 3;

  /** Absent where there are no observers, or none that ever had an answer. */
  static @Nullable Missing of(World world, Life life, Loss loss) {
    if (!world.observed || loss.at() < life.opens()) return null;
    long since =
        LongStream.range(0, OBSERVERS)
            .map(i -> dated(world, loss, loss.host() * OBSERVERS + i))
            .sorted()
            .skip(1)
            .findFirst()
            .orElseThrow();
    long known = since + SETTLED;
    for (var d : world.deaf) {
      if (d.api() && d.from() < known && since < d.to()) known = d.to() + QUIET;
    }
    return new Missing(since, known + Draw.fixed(world.seed, loss.host(), since, ROUND));
  }

  private static long dated(World world, Loss loss, long way) {
    long asked = loss.at() + Draw.fixed(world.seed, way, loss.at(), PERIOD);
    for (var d : world.deaf) {
      if (voids(d, asked)) asked = d.to() + Draw.fixed(world.seed, way, d.to(), PERIOD);
    }
    return asked + Draw.fixed(world.seed, -way, loss.at(), WAY);
  }

  /** Who stood still counts anew: the misses of before are dated to the end of that. */
  private static boolean voids(Deaf d, long asked) {
    return !d.api() && d.from() < asked + SETTLED && asked < d.to();
  }
}
