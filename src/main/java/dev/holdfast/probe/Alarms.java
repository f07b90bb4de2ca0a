package dev.holdfast.probe;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Who wants to be woken when. One that has changed its mind is passed over. */
final class Alarms {
  private record Alarm(long at, Watch watch) implements Comparable<Alarm> {
    @Override
    public int compareTo(Alarm other) {
      return Long.compare(at - other.at, 0);
    }
  }

  private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();

  void add(long at, Watch watch) {
    alarms.add(new Alarm(at, watch));
  }

  /** The next whose time has come. */
  @Nullable Watch poll(long now) {
    while (alarms.peek() instanceof Alarm(long at, Watch watch) && at <= now) {
      alarms.poll();
      if (watch.wakeAt() == at) return watch;
    }
    return null;
  }
}
