package dev.holdfast.plan;

import dev.holdfast.incident.Incident;
import dev.holdfast.incident.Intent;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.incident.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which recorded steps may have been done, or may still come to be: nobody knows their outcome.
 *
 * @param memory without the intents that a look has settled
 */
record Doubt(PolicyMemory memory, Instant now) {
  /** As long as an API server works on a call at most, {@code --request-timeout} by default. */
  static final Duration LASTS = Duration.ofMinutes(1);

  /** The step of that incident, for as long as it may still come to be. */
  Optional<Intent> of(Incident incident) {
    return memory.intentOf(incident).filter(intent -> now.isBefore(end(incident, intent)));
  }

  /** When it is over; empty where there is none. */
  Optional<Instant> endOf(Incident incident) {
    return of(incident).map(intent -> end(incident, intent));
  }

  private static Instant end(Incident incident, Intent intent) {
    return tried(incident, intent).plus(LASTS);
  }

  private static Instant tried(Incident incident, Intent intent) {
    return Optional.ofNullable(incident.retry())
        .filter(retry -> retry.why().reason().equals(Settlement.NO_ANSWER))
        .map(Retry::at)
        .filter(at -> at.isAfter(intent.recordedAt()))
        .orElse(intent.recordedAt());
  }

  boolean isAboutVoluntary(Incident incident) {
    return of(incident).filter(intent -> intent.purpose().isVoluntary()).isPresent();
  }
}
