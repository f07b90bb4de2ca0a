package dev.holdfast.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a recovery has come.
 *
 * @param acts how many steps were done
 * @param bornAfter no pod created before this (the API server's clock) can be the replacement
 * @param retry the last refusal; absent after a step that was not refused
 */
public record Course(
    Phases phases, LadderPosition ladder, int acts, Instant bornAfter, @Nullable Retry retry) {

  /** Nothing decided yet. */
  public static Course begun(Phases phases, LadderPosition ladder, Instant bornAfter) {
    return new Course(phases, ladder, 0, bornAfter, null);
  }

  Course with(LadderPosition newLadder) {
    return new Course(phases, newLadder, acts, bornAfter, retry);
  }

  Course begunBy(Instant now) {
    return new Course(phases.begunBy(now), ladder, acts, bornAfter, retry);
  }

  Course decided(Instant now, Instant newest) {
    return new Course(phases.decided(now), ladder, acts, newest, retry);
  }

  Course acted(Instant now, Instant deadline) {
    return new Course(
        phases.decided(now).acted(now), ladder.attempted(deadline), acts + 1, bornAfter, null);
  }

  Course diverted(Instant now) {
    return new Course(phases.diverted(now), ladder, acts, bornAfter, null);
  }

  /** There is new evidence: what was refused before is asked again at once. */
  Course unrefused() {
    return new Course(phases, ladder, acts, bornAfter, null);
  }

  Course refused(Retry newRetry) {
    return new Course(phases, ladder, acts, bornAfter, newRetry);
  }

  Course ended(@Nullable Instant readyAt) {
    return new Course(
        readyAt == null ? phases : phases.ready(readyAt), ladder, acts, bornAfter, null);
  }
}
