package dev.holdfast.status;

import dev.holdfast.api.StatusCondition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Merges conditions as Kubernetes does: the transition time moves only when the status does. */
final class Conditions {
  private final List<StatusCondition> before;
  private final long generation;
  private final Instant now;

  Conditions(List<StatusCondition> before, long generation, Instant now) {
    this.before = before;
    this.generation = generation;
    this.now = now;
  }

  StatusCondition next(String type, String status, String reason, String message) {
    var since =
        before.stream()
            .filter(c -> c.type().equals(type) && c.status().equals(status))
            .map(StatusCondition::lastTransitionTime)
            .findFirst()
            .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
    return new StatusCondition(type, status, reason, message, since, generation);
  }
}
