package dev.holdfast.plan;

import dev.holdfast.api.PolicySpec.Mode;
import dev.holdfast.api.Recovery.Rung;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.Intent;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which Healthy nodes are to be kept free of a replacement: from the wish to move a pod until its
 * replacement stands elsewhere.
 *
 * @param incidents as the plan leaves them
 */
record SteeringWish(
    PolicyView view, List<Incident> incidents, List<Intent> act, List<Held> held, Instant now) {

  Set<String> nodes(List<Case> cases) {
    if (view.spec().mode() != Mode.Enforce) return Set.of();
    return cases.stream()
        .map(c -> c.incident().id())
        .flatMap(id -> incidents.stream().filter(i -> i.id().equals(id)))
        .flatMap(this::node)
        .collect(Collectors.toSet());
  }

  private Stream<String> node(Incident incident) {
    if (incident.node() == null) return Stream.of();
    return view.fleet().node(incident.node()).stream()
        .filter(health -> isAwaitedBy(incident, health) || isMovedFrom(health, incident))
        .map(health -> health.node().name());
  }

  /** Its next rung is Migrate, though the ladder still stands on the last one that was tried. */
  private boolean isAwaitedBy(Incident incident, NodeHealth health) {
    return held.stream()
        .filter(h -> h.incident().equals(incident.id()))
        .anyMatch(
            h ->
                h.reason().equals(Prerequisites.AWAITING_STEERING)
                    || isBeingMarked(h, incident, health));
  }

  /**
   * A well node is held only where somebody wants it marked: a wish must not end by its own haste.
   */
  private boolean isBeingMarked(Held h, Incident incident, NodeHealth health) {
    var hold = health.hold();
    return health.isHealthy()
        && hold != null
        && hold.reason().equals(h.reason())
        && !h.isLasting()
        && rungsFrom(incident).anyMatch(rung -> Prerequisites.wantsSteering(health, rung));
  }

  private Stream<Rung> rungsFrom(Incident incident) {
    return view.spec().recovery().ladder().stream().skip(incident.ladder().rung());
  }

  private boolean isMovedFrom(NodeHealth health, Incident incident) {
    var rungs = view.spec().recovery().ladder();
    var rung = rungs.get(Math.min(incident.ladder().rung(), rungs.size() - 1));
    boolean underWay =
        incident.ladder().isWaiting(now)
            || act.stream().anyMatch(intent -> intent.incident().equals(incident.id()));
    return underWay && Prerequisites.wantsSteering(health, rung);
  }
}
