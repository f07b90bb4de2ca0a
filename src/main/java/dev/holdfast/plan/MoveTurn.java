package dev.holdfast.plan;

import dev.holdfast.fault.Fault;
import dev.holdfast.incident.Incident;
import java.time.Instant;
import java.util.List;

/** Of a policy's pods on nodes that answer one is moved at a time: whose turn it is. */
final class MoveTurn {
  private final List<Case> cases;
  private boolean taken;

  MoveTurn(List<Case> cases, Instant now) {
    this.cases = cases;
    this.taken = cases.stream().anyMatch(c -> isAwaited(c.incident(), now));
  }

  /** A voluntary removal whose result is still awaited. */
  private static boolean isAwaited(Incident incident, Instant now) {
    return incident.acts() > 0 && incident.ladder().isWaiting(now) && !isLost(incident);
  }

  private static boolean isLost(Incident incident) {
    return incident.fault().equals(Fault.NodeLost.class.getSimpleName());
  }

  /** A pod that is well is not taken while a slot that we emptied before is not ready again. */
  boolean isFor(Case c) {
    boolean takesReadyPod = c.occupant() != null && c.occupant().ready();
    return !taken && !(takesReadyPod && isAnotherUnfinished(c));
  }

  private boolean isAnotherUnfinished(Case c) {
    return cases.stream()
        .map(Case::incident)
        .filter(other -> !other.id().equals(c.incident().id()))
        .anyMatch(other -> other.acts() > 0 && !isLost(other));
  }

  void take() {
    taken = true;
  }

  /** Who waits for steering has the turn: nodes are not closed on stock. */
  Decision.Held forSteering(Decision.Held held) {
    if (!held.why().reason().equals(Prerequisites.AWAITING_STEERING)) return held;
    if (taken) return oneAtATime();
    taken = true;
    return held;
  }

  static Decision.Held oneAtATime() {
    return Decision.held("OneAtATime", "another pod is being replaced", "that one is ready again");
  }
}
