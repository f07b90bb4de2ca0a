package dev.holdfast.kube.source;

import dev.holdfast.signal.NodeWarning;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** How often something happened within the window, counted by its tenths. */
final class Frequency {
  private static final int SLOTS = 10;
  private static final Duration SLOT = NodeWarning.WINDOW.dividedBy(SLOTS);

  /** More than this at once is a flood, or a lie. */
  private static final int MOST_AT_ONCE = 1000;

  private final int[] times = new int[SLOTS];
  private long newest;

  void add(int more, Instant now) {
    advance(now);
    times[index(newest)] += Math.min(more, MOST_AT_ONCE);
  }

  int within(Instant now) {
    advance(now);
    return Arrays.stream(times).sum();
  }

  private void advance(Instant now) {
    long slot = Math.floorDiv(now.toEpochMilli(), SLOT.toMillis());
    for (long next = Math.max(newest + 1, slot - SLOTS + 1); next <= slot; next++) {
      times[index(next)] = 0;
    }
    newest = Math.max(newest, slot);
  }

  private static int index(long slot) {
    return Math.floorMod(slot, SLOTS);
  }
}
