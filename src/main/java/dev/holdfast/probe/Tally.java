package dev.holdfast.probe;

import dev.holdfast.signal.ProbeAnswer;
import dev.holdfast.signal.ProbeRun;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What one target answered, and who is told when that is news. */
final class Tally {
  /** So many misses in a row are told one by one: verdicts are made of them. */
  static final int TOLD = 3;

  private final String id;
  private final Consumer<String> changed;
  private volatile @Nullable ProbeRun run;

  Tally(String id, Consumer<String> changed) {
    this.id = id;
    this.changed = changed;
  }

  @Nullable ProbeRun run() {
    return run;
  }

  void count(ProbeAnswer answer, Instant sentAt) {
    var before = run;
    var now = before == null ? ProbeRun.first(answer, sentAt) : before.next(answer, sentAt);
    run = now;
    if (isNews(before, now)) changed.accept(id);
  }

  private static boolean isNews(@Nullable ProbeRun before, ProbeRun now) {
    if (before == null || before.answer() != now.answer()) return true;
    return now.answer().isMiss() && now.inARow() <= TOLD;
  }

  int misses() {
    var now = run;
    return now == null || !now.answer().isMiss() ? 0 : now.inARow();
  }
}
