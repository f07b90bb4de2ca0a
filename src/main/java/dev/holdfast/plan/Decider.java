package dev.holdfast.plan;

import dev.holdfast.api.PolicySpec.Mode;
import dev.holdfast.api.Recovery.Action;
import dev.holdfast.api.Recovery.Rung;
import dev.holdfast.fault.Fault;
import dev.holdfast.fault.Owners;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.Intent.Purpose;
import dev.holdfast.incident.Step;
import dev.holdfast.signal.PodSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides one case: guards first, then the table, then what the act itself needs. */
final class Decider {
  /** A node that reboots on purpose is back by then, or it will not be. */
  static final Duration REBOOT = Duration.ofMinutes(10);

  private final PolicyView view;
  private final Standing standing;
  private final Classifier classifier;
  private final Placement placement;
  private final Instant now;

  Decider(PolicyView view, Standing standing, Instant now) {
    this.view = view;
    this.standing = standing;
    this.classifier = new Classifier(view);
    this.placement = new Placement(view);
    this.now = now;
  }

  Decision decide(Case c) {
    var fault = c.fault();
    if (fault == null) return awaitReplacement(c);
    return switch (fault) {
      case Fault.NotReady f -> recover(c.incident(), f, Purpose.FAULTY_POD);
      case Fault.StartupOverdue f -> recover(c.incident(), f, Purpose.FAULTY_POD);
      case Fault.CrashLoop f -> recover(c.incident(), f, Purpose.FAULTY_POD);
      case Fault.OnImpairedNode f -> recover(c.incident(), f, Purpose.IMPAIRED_NODE);
      case Fault.NodeLost f -> recover(c.incident(), f, Purpose.LOST_NODE);
      case Fault.NodeGone f -> new Decision.None();
      case Fault.PendingTooLong f -> awaitReplacement(c);
      case Fault.ImagePullFailed f -> awaitReplacement(c);
      case Fault.PodFailed f -> new Decision.None();
      case Fault.StuckTerminating f -> new Decision.None();
      case Fault.ApplicationFault f ->
          Decision.held(
              "ApplicationFault",
              f.cause() + ": a dependency or a bad rollout, which restarts would not mend",
              "mend the application or what it depends on");
    };
  }

  /** Nobody to act on: either it still comes, or the ladder is at its end. */
  private Decision awaitReplacement(Case c) {
    var position = c.incident().ladder();
    var deadline = position.deadline();
    if (deadline == null) return new Decision.None();
    if (now.isBefore(deadline)) return new Decision.Await(deadline);
    if (c.occupant() != null && isStarting(c.occupant())) return new Decision.None();
    var ladder = new Ladder(view.spec().recovery().ladder(), classOf(c));
    return ladder.isSpent(position)
        ? new Decision.GiveUp(ladder.exhausted(position, now))
        : new Decision.None();
  }

  /** It runs, has not been ready yet, and may still take its time. */
  private static boolean isStarting(PodSignal pod) {
    return pod.node() != null && !pod.everReady();
  }

  private WorkloadClass classOf(Case c) {
    return c.occupant() == null ? WorkloadClass.UNKNOWN : classifier.classify(c.occupant());
  }

  private Decision recover(Incident incident, Fault fault, Purpose purpose) {
    var pod = fault.pod();
    var node = view.fleet().node(String.valueOf(pod.node()));
    if (node.isEmpty()) return new Decision.None();
    var workload = classifier.classify(pod);
    var permit = permit(pod, workload, node.get());
    return refuseByTable(permit)
        .or(() -> refuseByGuard(incident, pod, node.get()))
        .orElseGet(() -> climb(incident, fault, purpose, node.get(), workload, permit));
  }

  Permit permit(PodSignal pod, WorkloadClass workload, NodeHealth node) {
    boolean overlap =
        view.spec().recovery().allowOverlap() || classifier.isGuardedByClaims(pod);
    var owner = Owners.top(pod, view.owners());
    boolean ignores = owner != null && owner.ignoresDisruption();
    var permit = PermitTable.permit(workload, node.verdict(), overlap, ignores);
    return pod.isDeleting() && !(permit instanceof Permit.ForceDelete)
        ? new Permit.Ignore("the pod is already terminating")
        : permit;
  }

  private static Optional<Decision> refuseByTable(Permit permit) {
    return switch (permit) {
      case Permit.Evict e -> Optional.empty();
      case Permit.Delete d -> Optional.empty();
      case Permit.ForceDelete f -> Optional.empty();
      case Permit.Held h -> Optional.of(Decision.held(h.reason(), h.message(), h.release()));
      case Permit.Alarm a ->
          Optional.of(Decision.held(a.reason(), a.message(), "nothing: somebody has to look at it"));
      case Permit.Ignore i -> Optional.of(new Decision.None());
    };
  }

  private Optional<Decision> refuseByGuard(Incident incident, PodSignal pod, NodeHealth node) {
    return policyHold()
        .or(() -> vetoed(pod))
        .or(() -> overlapping(pod))
        .or(() -> nodeHold(node))
        .or(() -> refusedBefore(incident));
  }

  private Optional<Decision> policyHold() {
    var hold = view.hold();
    return hold == null
        ? Optional.empty()
        : Optional.of(new Decision.Held(hold, Optional.empty()));
  }

  private static Optional<Decision> vetoed(PodSignal pod) {
    return pod.hold() == null
        ? Optional.empty()
        : Optional.of(
            Decision.held(
                "Veto", "the pod says holdfast.dev/hold: " + pod.hold(), "remove the annotation"));
  }

  private Optional<Decision> overlapping(PodSignal pod) {
    return view.peers().stream()
        .filter(peer -> peer.pods().contains(pod.uid()))
        .filter(peer -> peer.policy().precedes(view.policy()))
        .findFirst()
        .map(
            peer ->
                Decision.held(
                    "OverlappingPolicy",
                    "the older policy " + peer.policy().name() + " selects the pod too, and acts",
                    "narrow one of the selectors"));
  }

  private static Optional<Decision> nodeHold(NodeHealth node) {
    var hold = node.hold();
    return hold == null
        ? Optional.empty()
        : Optional.of(new Decision.Held(hold, Optional.empty()));
  }

  private Optional<Decision> refusedBefore(Incident incident) {
    var retry = incident.retry();
    return retry == null || !now.isBefore(retry.at())
        ? Optional.empty()
        : Optional.of(new Decision.Held(retry.why(), Optional.of(retry.at())));
  }

  private Decision climb(
      Incident incident,
      Fault fault,
      Purpose purpose,
      NodeHealth node,
      WorkloadClass workload,
      Permit permit) {
    var next =
        new Ladder(view.spec().recovery().ladder(), workload).next(incident.ladder(), fault, now);
    return switch (next) {
      case Ladder.Next.Wait w when w.backingOff() ->
          Decision.heldUntil(
              w.until(), "BackOff", "the ladder was exhausted", "the time " + w.until());
      case Ladder.Next.Wait w -> new Decision.Await(w.until());
      case Ladder.Next.Exhausted e -> new Decision.GiveUp(e.position());
      case Ladder.Next.NoRung n ->
          Decision.held(
              "NoRung",
              "the ladder has no " + n.missing() + ", which this fault needs",
              "add it to spec.recovery.ladder");
      case Ladder.Next.Try t -> attempt(fault.pod(), purpose, node, permit, t);
    };
  }

  private Decision attempt(
      PodSignal pod, Purpose purpose, NodeHealth node, Permit permit, Ladder.Next.Try rung) {
    var step = step(pod, permit);
    var refusal =
        node.verdict().isLive()
            ? refuseVoluntary(pod, node, rung.rung())
            : refuseLost(node);
    return refusal
        .or(this::observed)
        .map(held -> wouldDo(held, step))
        .orElseGet(() -> new Decision.Act(step, rung.rung(), purpose, rung.position()));
  }

  private static Step step(PodSignal pod, Permit permit) {
    return switch (permit) {
      case Permit.Evict e -> new Step.Evict(pod.ref());
      case Permit.Delete d -> new Step.Delete(pod.ref(), d.disruption());
      case Permit.ForceDelete f -> new Step.ForceDelete(pod.ref(), f.proof());
      case Permit.Held h -> throw new IllegalStateException("held pods have no step: " + h);
      case Permit.Alarm a -> throw new IllegalStateException("alarms have no step: " + a);
      case Permit.Ignore i -> throw new IllegalStateException("ignored pods have no step: " + i);
    };
  }

  private Optional<Decision> refuseLost(NodeHealth node) {
    return reboot(node).or(() -> zone(node)).or(() -> unmarked(node));
  }

  private Optional<Decision> reboot(NodeHealth node) {
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

  private Optional<Decision> zone(NodeHealth node) {
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

  private Optional<Decision> unmarked(NodeHealth node) {
    if (node.marked() || view.spec().mode() == Mode.Observe) return Optional.empty();
    return Optional.of(
        Decision.held(
            "AwaitingTaint",
            "node %s does not bear our taint yet: a replacement could land there again"
                .formatted(node.node().name()),
            "the taint is read back"));
  }

  private Optional<Decision> refuseVoluntary(PodSignal pod, NodeHealth node, Rung rung) {
    return maintained(node)
        .or(() -> node.isHealthy() ? Optional.empty() : unmarked(node))
        .or(() -> new AvailabilityFloor(view, standing).refuse(pod))
        .or(() -> node.isHealthy() && rung.action() == Action.Restart ? Optional.empty() : room(pod))
        .or(() -> steered(node, rung));
  }

  private static Optional<Decision> maintained(NodeHealth node) {
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

  private Optional<Decision> room(PodSignal pod) {
    return switch (placement.elsewhere(pod)) {
      case Placement.Answer.Fits f -> Optional.empty();
      case Placement.Answer.NoRoom n ->
          Optional.of(
              Decision.held(
                  "NoRoomElsewhere", n.why(), "another Healthy node with room for the pod"));
      case Placement.Answer.Unknown u ->
          Optional.of(
              Decision.held(
                  "PlacementUnknown",
                  "whether it fits elsewhere cannot be judged: " + u.what(),
                  "move it yourself, or wait until the fault is over"));
    };
  }

  private Optional<Decision> steered(NodeHealth node, Rung rung) {
    boolean observed = view.spec().mode() == Mode.Observe;
    return wantsSteering(node, rung) && !node.marked() && !observed
        ? Optional.of(
            Decision.held(
                "AwaitingSteering",
                "node %s is being kept free of the replacement".formatted(node.node().name()),
                "the taint is read back"))
        : Optional.empty();
  }

  static boolean wantsSteering(NodeHealth node, Rung rung) {
    return node.isHealthy() && node.steering() && rung.action() == Action.Migrate;
  }

  private Optional<Decision> observed() {
    return view.spec().mode() == Mode.Observe
        ? Optional.of(Decision.held("Observe", "would be done", "set spec.mode to Enforce"))
        : Optional.empty();
  }

  /** A hold that is only Observe says what would have been done. */
  private static Decision wouldDo(Decision decision, Step step) {
    if (!(decision instanceof Decision.Held held)) return decision;
    return held.why().reason().equals("Observe")
        ? Decision.held(
            "Observe",
            "would %s pod %s".formatted(verb(step), step.pod().name()),
            held.why().release())
        : held;
  }

  static String verb(Step step) {
    return switch (step) {
      case Step.Evict e -> "evict";
      case Step.Delete d -> "delete";
      case Step.ForceDelete f -> "force delete";
    };
  }
}
