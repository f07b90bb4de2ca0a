package dev.holdfast.accuracy;

import static dev.holdfast.accuracy.World.MINUTE;

import java.util.stream.LongStream;
import java.util.stream.Stream;

/** When the account of a history is read. */
final class Moments {
  private static final int EACH = 5;

  /** By then all evidence of what happened before has arrived. */
  private static final long SETTLED = 3 * MINUTE;

  private final World world;
  private final Draw draw;
  private final long[] faults;

  Moments(World world) {
    this.world = world;
    this.draw = new Draw(world.seed + 1);
    this.faults =
        LongStream.concat(
                world.outages.stream().flatMapToLong(o -> LongStream.of(o.from(), o.to())),
                LongStream.concat(
                    world.losses.stream().mapToLong(l -> l.givenUp()),
                    world.wanted.keySet().stream().mapToLong(Long::longValue)))
            .sorted()
            .toArray();
  }

  /** The end, and others at which nothing has happened for some minutes. */
  long[] settled() {
    var quiet =
        LongStream.generate(() -> draw.between(World.HOUR, world.end))
            .limit(20 * EACH)
            .filter(this::isQuiet)
            .limit(EACH);
    return LongStream.concat(quiet, LongStream.of(world.end)).sorted().toArray();
  }

  /** Within the minute after a fault, when its evidence is still under way. */
  long[] atOnce() {
    return LongStream.generate(() -> faults[draw.count(0, faults.length - 1)])
        .limit(EACH)
        .map(fault -> fault + draw.between(0, MINUTE))
        .filter(moment -> moment < world.end)
        .sorted()
        .toArray();
  }

  private boolean isQuiet(long moment) {
    boolean calm = LongStream.of(faults).noneMatch(f -> isJustBefore(f, moment));
    return calm
        && Stream.of(world.deaf)
            .flatMap(all -> all.stream())
            .noneMatch(d -> d.from() <= moment && moment < d.to() + SETTLED);
  }

  private static boolean isJustBefore(long fault, long moment) {
    return fault <= moment && moment < fault + SETTLED;
  }
}
