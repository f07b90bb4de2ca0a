package dev.holdfast.plan;

import dev.holdfast.fault.Owners;
import dev.holdfast.incident.Incident;
import java.time.Duration;
import java.time.Instant;

/** Whether a slot that no pod fills, or one that is on its way out, is still wanted. */
record Vacancy(PolicyView view, Succession succession, Wellness wellness, Instant now) {
  /** A slot of a controller that we cannot ask is given up when nobody filled it for so long. */
  static final Duration ABANDONED = Duration.ofMinutes(10);

  /** Its controller is gone, or has all the pods that it wants, ready. */
  boolean isUnwanted(Incident incident) {
    if (incident.slot().kind().equals("Pod")) return true;
    var owner = view.owners().get(incident.slot().uid());
    return owner == null ? isForsaken(incident) : isMadeUpFor(incident);
  }

  /** Its controller has all the pods that it wants, ready, without those on their way out. */
  boolean isMadeUpFor(Incident incident) {
    var owner = view.owners().get(incident.slot().uid());
    if (owner == null) return false;
    var active =
        view.pods().stream()
            .filter(succession::fills)
            .filter(pod -> Succession.isOf(pod, incident, view))
            .toList();
    return active.size() >= owner.replicas() && active.stream().allMatch(wellness::isWell);
  }

  /** A controller that we would know of is gone; of others only time tells. */
  private boolean isForsaken(Incident incident) {
    boolean alone = view.pods().stream().noneMatch(pod -> Succession.isOf(pod, incident, view));
    boolean waited = !now.isBefore(incident.phases().latest().plus(ABANDONED));
    return waited || alone && Owners.isRead(incident.slot().kind());
  }
}
