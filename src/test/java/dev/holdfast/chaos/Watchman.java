package dev.holdfast.chaos;

import dev.holdfast.kit.AuditEvent;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for the end of a recovery, and that it stays. */
final class Watchman {
  private static final long GLANCE_NANOS = 700_000_000L;

  /** The last status update and its event are under way for less. */
  private static final long STAYS_NANOS = 1_500_000_000L;

  private Watchman() {}

  /**
   * Returns when all is as it must be and stays so, or when patience is over.
   *
   * @param excused removals that are the trial's doing
   * @param meanwhile done at each glance
   * @return what is missing; empty when it is over
   */
  static List<String> until(
      Kind kind, Stage stage, Predicate<AuditEvent> excused, Runnable meanwhile) {
    long end = System.nanoTime() + Ending.PATIENCE.toNanos();
    long since = Long.MAX_VALUE;
    var missing = List.of("nothing was looked at");
    while (System.nanoTime() < end) {
      meanwhile.run();
      missing = look(kind, stage, excused);
      long now = System.nanoTime();
      if (!missing.isEmpty()) since = Long.MAX_VALUE;
      else if (since == Long.MAX_VALUE) since = now;
      else if (now - since > STAYS_NANOS) return List.of();
      LockSupport.parkNanos(GLANCE_NANOS);
      if (Thread.currentThread().isInterrupted()) return List.of("interrupted");
    }
    return missing;
  }

  private static List<String> look(Kind kind, Stage stage, Predicate<AuditEvent> excused) {
    try {
      kind.advance(stage);
      return Ending.missing(kind, stage, excused);
    } catch (RuntimeException e) {
      return List.of("could not look: " + e);
    }
  }
}
