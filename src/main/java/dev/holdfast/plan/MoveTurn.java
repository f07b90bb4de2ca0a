package dev.holdfast.plan;

import dev.holdfast.fault.Fault;
import dev.holdfast.incident.Incident;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Of a policy's pods on nodes that answer one is moved at a time: whose turn it is. */
final class MoveTurn {
  private final List<Case> cases;
  private final Set<String> inDoubt;
  private boolean taken;

  MoveTurn(List<Case> cases, Doubt doubt, Instant now) {
    this.cases = cases;
    this.inDoubt =
        cases.stream()
            .map(Case::incident)
            .filter(doubt::isAboutVoluntary)
            .map(Incident::id)
            .collect(Collectors.toSet());
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
    return !isTakenFromOthers(c) && !(takesReadyPod && isAnotherUnfinished(c));
  }

  /** A removal that may still come to be has the turn, whatever keeps us from trying it again. */
  private boolean isTakenFromOthers(Case c) {
    return taken || !inDoubt.isEmpty() && !inDoubt.contains(c.incident().id());
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
  Decision.Held forSteering(Case c, Decision.Held held) {
    if (!held.why().reason().equals(Prerequisites.AWAITING_STEERING)) return held;
    if (isTakenFromOthers(c)) return oneAtATime();
    taken = true;
    return held;
  }

  static Decision.Held oneAtATime() {
    return Decision.held("OneAtATime", "another pod is being replaced", "that one is ready again");
  }
}
