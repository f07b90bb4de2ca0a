package dev.holdfast.ops;

import java.time.Duration;

/** What {@link SteadyClock#tick} found out about the time since the tick before. */
public sealed interface Tick {
  /** Time went on as it should. */
  record Steady() implements Tick {}

  /** The process stood still for this long: nobody watched, and silence proves nothing. */
  record Hole(Duration length) implements Tick {}

  /**
   * Somebody set the wall clock, forward where {@code by} is positive, or the machine was
   * suspended. Reported at every tick: our own clock goes on as it was.
   */
  record WallStep(Duration by) implements Tick {}
}
