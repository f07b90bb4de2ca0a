package dev.holdfast.ops;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The one clock of Holdfast: the wall clock's time at an anchor, carried on by the monotonic clock.
 * Its time never goes back and does not jump with the wall clock. Read it at arrivals and at the
 * start of a pass only.
 */
public final class SteadyClock {
  /** NTP steps by less only to mend what it could also slew, and a leap second is not more. */
  private static final Duration STEP = Duration.ofSeconds(1);

  /** Longer than any collector's pause; so much unwatched time voids evidence of silence. */
  private static final Duration HOLE = Duration.ofSeconds(1);

  private final LongSupplier nanos;
  private final Supplier<Instant> wall;
  private final Anchor anchor;
  private volatile long lastTick;

  private record Anchor(Instant wall, long nanos) {}

  public SteadyClock() {
    this(System::nanoTime, Instant::now);
  }

  SteadyClock(LongSupplier nanos, Supplier<Instant> wall) {
    this.nanos = nanos;
    this.wall = wall;
    this.anchor = new Anchor(wall.get(), nanos.getAsLong());
    this.lastTick = anchor.nanos();
  }

  /** In whole milliseconds, as it is written and read back everywhere. */
  public Instant now() {
    return at(nanos.getAsLong()).truncatedTo(ChronoUnit.MILLIS);
  }

  private Instant at(long nano) {
    return anchor.wall().plusNanos(nano - anchor.nanos());
  }

  /**
   * Looks whether time can be trusted. One thread calls it several times a second: more than a
   * second between two calls means that the process stood still.
   */
  public Tick tick() {
    long nano = nanos.getAsLong();
    var passed = Duration.ofNanos(nano - lastTick);
    lastTick = nano;
    if (passed.compareTo(HOLE) > 0) return new Tick.Hole(passed);
    var ahead = Duration.between(at(nano), wall.get());
    return ahead.abs().compareTo(STEP) > 0 ? new Tick.WallStep(ahead) : new Tick.Steady();
  }
}
