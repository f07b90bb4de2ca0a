package dev.holdfast.probe;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Who wants to be woken when: a wheel with a spoke for each tick, so that to set an alarm costs the
 * same for 5,000 targets as for one. One that has changed its mind is passed over.
 */
final class Alarms {
  /** 3.2 s: nearly all want to be woken sooner; who does not is looked at once a turn. */
  private static final int SPOKES = 128;

  private final List<Queue<Sleeper>> spokes =
      Stream.<Queue<Sleeper>>generate(ArrayDeque::new).limit(SPOKES).toList();

  private final long tick;
  private long next;

  /**
   * A wheel that starts now.
   *
   * @param tick nanoseconds between two looks at it
   */
  Alarms(long tick, long now) {
    this.tick = tick;
    this.next = Math.floorDiv(now, tick);
  }

  /** At the time that it says. */
  void add(Sleeper sleeper) {
    spoke(Math.max(Math.floorDiv(sleeper.wakeAt(), tick), next)).add(sleeper);
  }

  /** Those whose time has come; not in its order within a tick. */
  void ring(long now, Consumer<Sleeper> due) {
    long last = Math.floorDiv(now, tick);
    long first = Math.max(next, last - SPOKES + 1); // after a standstill, once round
    next = last; // an alarm that is set while others ring is not put where it is over
    for (long at = first; at <= last; at++) ring(at, now, due);
  }

  private void ring(long at, long now, Consumer<Sleeper> due) {
    var spoke = spoke(at);
    for (int left = spoke.size(); left > 0; left--) {
      var sleeper = spoke.remove();
      if (sleeper.wakeAt() <= now) due.accept(sleeper);
      else if (isOn(at, sleeper)) spoke.add(sleeper);
    }
  }

  private boolean isOn(long at, Sleeper sleeper) {
    return index(Math.floorDiv(sleeper.wakeAt(), tick)) == index(at);
  }

  private Queue<Sleeper> spoke(long at) {
    return spokes.get(index(at));
  }

  private static int index(long at) {
    return (int) Math.floorMod(at, (long) SPOKES);
  }
}
