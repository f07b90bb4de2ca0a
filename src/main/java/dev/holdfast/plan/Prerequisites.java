package dev.holdfast.plan;

import dev.holdfast.api.PolicySpec.Mode;
import dev.holdfast.api.Recovery.Action;
import dev.holdfast.api.Recovery.Rung;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.signal.PodSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What must be so before a pod is removed, by what the removal is. */
final class Prerequisites {
  /** No replacement may land there again. */
  static final String AWAITING_TAINT = "AwaitingTaint";

  /** A node that reboots on purpose is back by then, or it will not be. */
  static final Duration REBOOT = Duration.ofMinutes(10);

  /** Room elsewhere comes and goes with pods and nodes that no event tells this policy of. */
  static final Duration LOOK_FOR_ROOM = Duration.ofSeconds(10);

  static final String AWAITING_STEERING = "AwaitingSteering";

  private final PolicyView view;
  private final Standing standing;
  private final Placement placement;
  private final Instant now;

  Prerequisites(PolicyView view, Standing standing, Instant now) {
    this.view = view;
    this.standing = standing;
    this.placement = new Placement(view);
    this.now = now;
  }

  /** What is missing for replacing a pod of a Lost or Dead node. */
  Optional<Decision> ofReplacement(NodeHealth node) {
    return noReboot(node)
        .or(() -> noLostZone(node))
        .or(() -> mark(node))
        .or(() -> Neighbours.refuse(node, view.fleet(), now));
  }

  /** What is missing for evicting a pod of a node that answers. */
  Optional<Decision> ofVoluntaryMove(PodSignal pod, NodeHealth node, Rung rung) {
    boolean restart = node.isHealthy() && rung.action() == Action.Restart;
    return noMaintenance(node)
        .or(() -> node.isHealthy() ? Optional.empty() : mark(node))
        .or(() -> floor(pod))
        .or(() -> budget(pod))
        .or(() -> restart ? Optional.empty() : room(pod))
        .or(() -> steering(node, rung));
  }

  private Optional<Decision> noReboot(NodeHealth node) {
    var maintenance = node.maintenance();
    var until = node.verdict().since().plus(REBOOT);
    return maintenance == null || !maintenance.rebootMeant() || !now.isBefore(until)
        ? Optional.empty()
        : Optional.of(
            Decision.heldUntil(
                until,
                "Maintenance",
                "a reboot of node %s is meant (%s)"
                    .formatted(node.node().name(), maintenance.what()),
                "the node is back, or it is " + until));
  }

  private Optional<Decision> noLostZone(NodeHealth node) {
    var until = node.zoneHoldUntil();
    return until == null || !standing.isMet() || !now.isBefore(until)
        ? Optional.empty()
        : Optional.of(
            Decision.heldUntil(
                until,
                "ZoneLost",
                "zone %s is lost as a whole, and %d of %d pods are ready elsewhere"
                    .formatted(node.node().zone(), standing.ready(), standing.desired()),
                "fewer than minAvailable are ready, or it is " + until));
  }

  /** Who only observes marks no node, and so must not wait for a mark. */
  private Optional<Decision> mark(NodeHealth node) {
    if (node.marked() || view.spec().mode() == Mode.Observe) return Optional.empty();
    return Optional.of(
        Decision.held(
            AWAITING_TAINT,
            "node %s does not bear our taint yet: a replacement could land there again"
                .formatted(node.node().name()),
            "the taint is read back"));
  }

  private static Optional<Decision> noMaintenance(NodeHealth node) {
    var maintenance = node.maintenance();
    return maintenance == null
        ? Optional.empty()
        : Optional.of(
            Decision.held(
                "Maintenance",
                "node %s is in maintenance (%s): voluntary moves wait"
                    .formatted(node.node().name(), maintenance.what()),
                "the maintenance ends"));
  }

  private Optional<Decision> floor(PodSignal pod) {
    return new AvailabilityFloor(view, standing)
        .refuse(pod)
        .map(hold -> new Decision.Held(hold, Optional.empty()));
  }

  /** A pod that does not serve costs nothing when it goes: only one that does can wait. */
  private Optional<Decision> budget(PodSignal pod) {
    if (view.budgetLeft() > 0 || !Standing.isAvailable(pod, view)) return Optional.empty();
    var objective = view.spec().objective();
    return Optional.of(
        Decision.held(
            "BudgetSpent",
            "the pod serves, and in the last %s the workload was down for longer than %s allows"
                .formatted(objective.window(), objective.availability()),
            "downtime leaves that window, spec.objective asks for less, or the pod serves no"
                + " more"));
  }

  private Optional<Decision> room(PodSignal pod) {
    return switch (placement.elsewhere(pod)) {
      case Placement.Answer.Fits f -> Optional.empty();
      case Placement.Answer.NoRoom n ->
          Optional.of(
              Decision.heldUntil(
                  now.plus(LOOK_FOR_ROOM),
                  "NoRoomElsewhere",
                  n.why(),
                  "another Healthy node with room for the pod"));
      case Placement.Answer.Unknown u ->
          Optional.of(
              Decision.held(
                  "PlacementUnknown",
                  "whether it fits elsewhere cannot be judged: " + u.what(),
                  "move it yourself, or wait until the fault is over"));
    };
  }

  private Optional<Decision> steering(NodeHealth node, Rung rung) {
    boolean observed = view.spec().mode() == Mode.Observe;
    return wantsSteering(node, rung) && !node.marked() && !observed
        ? Optional.of(
            Decision.held(
                AWAITING_STEERING,
                "node %s is being kept free of the replacement".formatted(node.node().name()),
                "the taint is read back"))
        : Optional.empty();
  }

  /** Our taint may keep the replacement off the Healthy node that the pod leaves. */
  static boolean wantsSteering(NodeHealth node, Rung rung) {
    return node.isHealthy() && node.steering() && rung.action() == Action.Migrate;
  }
}
