package dev.holdfast.plan;

import dev.holdfast.api.Recovery.Rung;
import dev.holdfast.fault.Fault;
import dev.holdfast.fault.Owners;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.health.Verdict;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.Intent.Purpose;
import dev.holdfast.incident.Step;
import dev.holdfast.signal.PodSignal;
import java.time.Instant;
import java.util.Optional;

/** Decides one case: the table first, then standing guards, the ladder, and what the act needs. */
final class Decider {
  private final PolicyView view;
  private final Classifier classifier;
  private final StandingGuards guards;
  private final Prerequisites prerequisites;
  private final Diversion diversion;
  private final Instant now;

  Decider(PolicyView view, Standing standing, Instant now) {
    this.view = view;
    this.classifier = new Classifier(view);
    this.guards = new StandingGuards(view, now);
    this.prerequisites = new Prerequisites(view, standing, now);
    this.diversion = new Diversion(view, standing, guards);
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
      case Fault.NodeUnreachable f -> diversion.of(c.incident(), f);
      case Fault.NodeLost f ->
          diversion.insteadOf(recover(c.incident(), f, Purpose.LOST_NODE), c.incident(), f);
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
    if (c.fault() == null && c.occupant() != null && isStarting(c.occupant())) {
      return new Decision.None();
    }
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
        .or(() -> guards.refuse(incident, pod, node.get()))
        .or(() -> lostForLong(pod, node.get()))
        .orElseGet(() -> climb(incident, fault, purpose, node.get(), workload, permit));
  }

  /** The policy may want a node to stay lost for longer than its evidence takes. */
  private Optional<Decision> lostForLong(PodSignal pod, NodeHealth node) {
    if (!(node.verdictFor(pod) instanceof Verdict.Lost lost)) return Optional.empty();
    var until = lost.since().plus(view.spec().detection().lostFor().value());
    return now.isBefore(until)
        ? Optional.of(
            Decision.heldUntil(
                until,
                "LostFor",
                "node %s is lost since %s only".formatted(node.node().name(), lost.since()),
                "it is " + until + ", as spec.detection.lostFor says"))
        : Optional.empty();
  }

  Permit permit(PodSignal pod, WorkloadClass workload, NodeHealth node) {
    boolean overlap = view.spec().recovery().allowOverlap() || classifier.isGuardedByClaims(pod);
    var owner = Owners.top(pod, view.owners());
    boolean ignores = owner != null && owner.ignoresDisruption();
    return PermitTable.permit(workload, node.verdictFor(pod), overlap, ignores);
  }

  private static Optional<Decision> refuseByTable(Permit permit) {
    return switch (permit) {
      case Permit.Evict e -> Optional.empty();
      case Permit.Delete d -> Optional.empty();
      case Permit.ForceDelete f -> Optional.empty();
      case Permit.Held h -> Optional.of(Decision.held(h.reason(), h.message(), h.release()));
      case Permit.Alarm a ->
          Optional.of(
              Decision.held(a.reason(), a.message(), "nothing: somebody has to look at it"));
      case Permit.Ignore i -> Optional.of(new Decision.None());
    };
  }

  private Decision climb(
      Incident incident,
      Fault fault,
      Purpose purpose,
      NodeHealth node,
      WorkloadClass workload,
      Permit permit) {
    var ladder = new Ladder(view.spec().recovery().ladder(), workload);
    var next =
        isFirstTakeover(fault.pod(), permit)
            ? ladder.onProof(incident.ladder(), fault)
            : ladder.next(incident.ladder(), fault, now);
    return switch (next) {
      case Ladder.Next.Wait w when w.backingOff() -> Decision.backOff(w.until());
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

  /** What is forced already is no fault any more, or, until the cache shows that, leaving. */
  private boolean isFirstTakeover(PodSignal pod, Permit permit) {
    return permit instanceof Permit.ForceDelete && !view.leaving().contains(pod.uid());
  }

  private Decision attempt(
      PodSignal pod, Purpose purpose, NodeHealth node, Permit permit, Ladder.Next.Try rung) {
    var step = step(pod, permit);
    return missing(pod, node, rung.rung())
        .or(() -> guards.observed(step))
        .orElseGet(() -> new Decision.Act(step, rung.rung(), purpose, rung.position()));
  }

  private Optional<Decision> missing(PodSignal pod, NodeHealth node, Rung rung) {
    return node.verdict().isLive()
        ? prerequisites.ofVoluntaryMove(pod, node, rung)
        : prerequisites.ofReplacement(node);
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
}
