package dev.holdfast.plan;

import dev.holdfast.api.Recovery.Rung;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.Intent;
import dev.holdfast.incident.LadderPosition;
import dev.holdfast.incident.PolicyMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a leader whose clock was ahead has recorded names times that are further ahead than they can
 * be. What may still come to be counts as begun just now, what was only waited for is over, and
 * nothing that has happened lies ahead.
 *
 * @param longestAttempt that the policy's ladder has; a clock that was ahead by less is believed
 */
public record ClockAhead(Duration longestAttempt, Instant now) {

  public static ClockAhead of(List<Rung> rungs, Instant now) {
    var longest = rungs.stream().map(rung -> rung.within().value()).max(Duration::compareTo);
    return new ClockAhead(longest.orElse(Duration.ZERO), now);
  }

  public PolicyMemory corrected(PolicyMemory memory) {
    return new PolicyMemory(
        memory.incidents().stream().map(this::corrected).toList(),
        memory.intents().stream().map(this::corrected).toList(),
        memory.history());
  }

  private Intent corrected(Intent intent) {
    return intent.recordedAt().isAfter(now) ? intent.asOf(now) : intent;
  }

  private Incident corrected(Incident incident) {
    var begun = incident.begunBy(now).with(corrected(incident.ladder()));
    var retry = incident.retry();
    return retry != null && isTooFar(retry.at(), Settlement.LONGEST_RETRY)
        ? begun.refused(retry.dueAt(now))
        : begun;
  }

  private LadderPosition corrected(LadderPosition position) {
    if (isTooFar(position.deadline(), longestAttempt)) {
      return position.endingAt(now.plus(longestAttempt));
    }
    return isTooFar(position.backOffUntil(), Ladder.LONGEST_BACK_OFF)
        ? position.backingOffUntil(now)
        : position;
  }

  private boolean isTooFar(@Nullable Instant until, Duration atMost) {
    return until != null && until.isAfter(now.plus(atMost));
  }
}
