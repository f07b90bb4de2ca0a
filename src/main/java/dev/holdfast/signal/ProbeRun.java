package dev.holdfast.signal;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last probes of one target that brought the same answer. Instants are of our own steady clock,
 * and of the moment when a probe was <em>sent</em>: only from then on does it say something.
 *
 * @param inARow how many probes in a row brought it
 * @param since when the first of them was sent
 * @param missingSince when the first probe of all that were missed in a row was sent, whatever they
 *     brought; absent while the target answers
 * @param answeredAt when the last probe that was answered was sent; absent for a target that never
 *     answered us
 */
public record ProbeRun(
    ProbeAnswer answer,
    int inARow,
    Instant since,
    @Nullable Instant missingSince,
    @Nullable Instant answeredAt) {

  /** The first probe of a target. */
  public static ProbeRun first(ProbeAnswer answer, Instant sentAt) {
    return new ProbeRun(
        answer,
        1,
        sentAt,
        answer.isMiss() ? sentAt : null,
        answer == ProbeAnswer.ANSWERED ? sentAt : null);
  }

  /** After one more probe. */
  public ProbeRun next(ProbeAnswer next, Instant sentAt) {
    boolean same = next == answer;
    return new ProbeRun(
        next,
        same ? inARow + 1 : 1,
        same ? since : sentAt,
        !next.isMiss() ? null : missingSince == null ? sentAt : missingSince,
        next == ProbeAnswer.ANSWERED ? sentAt : answeredAt);
  }

  /** So many in a row brought no answer. */
  public boolean isMissed(int threshold) {
    return answer.isMiss() && inARow >= threshold;
  }

  public boolean answeredAfter(Instant instant) {
    return answeredAt != null && answeredAt.isAfter(instant);
  }

  /** How long it has been missing; zero while it answers. */
  public Duration missingFor(Instant now) {
    return missingSince == null ? Duration.ZERO : Duration.between(missingSince, now);
  }
}
