package dev.holdfast.vote;

import dev.holdfast.signal.ProbeRun;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts misses anew after a hole in our own watching: a process that stood still took for silence
 * what was its own. Carried from one ballot to the next.
 *
 * @param began when it cast its first vote
 * @param since when the last hole ended; no miss is dated before it
 * @param before misses that were on the books by then
 */
public record Recount(Instant began, Instant since, Map<String, ProbeRun> before) {
  /** A probe that was sent before the hole may come in after it. */
  private static final int UNDER_WAY = 1;

  public Recount {
    before = Map.copyOf(before);
  }

  /** For an observer that begins to watch. */
  public static Recount from(Instant evidenceSince, Instant now) {
    return new Recount(now, evidenceSince, Map.of());
  }

  /** The same while there was no further hole. */
  public Recount at(Instant evidenceSince, Map<String, ProbeRun> runs) {
    if (!evidenceSince.isAfter(since)) return this;
    return new Recount(
        began,
        evidenceSince,
        runs.entrySet().stream()
            .filter(run -> run.getValue().answer().isMiss())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** The run without what was sent before the hole ended. */
  ProbeRun of(String uid, ProbeRun run) {
    var missingSince = run.missingSince();
    if (missingSince == null || !missingSince.isBefore(since)) return run;
    return new ProbeRun(
        run.answer(),
        sentAfter(run, before.get(uid)),
        run.since().isBefore(since) ? since : run.since(),
        since,
        run.answeredAt());
  }

  private int sentAfter(ProbeRun run, @Nullable ProbeRun old) {
    if (!run.since().isBefore(since)) return run.inARow();
    return Math.max(0, run.inARow() - UNDER_WAY - countedBefore(run, old));
  }

  private static int countedBefore(ProbeRun run, @Nullable ProbeRun old) {
    if (old == null || old.answer() != run.answer()) return 0;
    return old.since().equals(run.since()) ? old.inARow() : 0;
  }
}
