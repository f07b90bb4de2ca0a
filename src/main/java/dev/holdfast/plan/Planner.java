package dev.holdfast.plan;

import dev.holdfast.fault.Fault;
import dev.holdfast.fault.FaultDue;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.Intent;
import dev.holdfast.incident.Intent.Purpose;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.notice.Notice;
import dev.holdfast.plan.IncidentTracker.Tracked;
import dev.holdfast.signal.WorkloadRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns open cases into a plan: what is acted on now, what is held, when to look again. */
public final class Planner {
  /** Intents recorded in one pass: bounds the status and the time that a pass takes. */
  static final int INTENTS_PER_PASS = 50;

  /** What planning yields: the plan, incidents as the plan leaves them, and what to tell. */
  public record Planned(
      Plan plan, List<Incident> incidents, List<Intent> intents, List<Notice> notices) {}

  private final PolicyMemory memory;
  private final PolicyView view;
  private final List<Case> cases;
  private final Notices notices;
  private final Instant now;
  private final Decider decider;
  private final Intents intents;
  private final List<Intent> act = new ArrayList<>();
  private final List<Held> held = new ArrayList<>();
  private final List<Instant> looks = new ArrayList<>();
  private final List<Incident> incidents = new ArrayList<>();
  private final List<Notice> told = new ArrayList<>();
  private final Doubt doubt;
  private final MoveTurn turn;
  private final Births births;

  private Planner(
      PolicyMemory memory, PolicyView view, Standing standing, List<Case> cases, Instant now) {
    this.memory = memory;
    this.cases = cases;
    this.doubt = new Doubt(memory, now);
    this.turn = new MoveTurn(cases, doubt, now);
    this.births = new Births(view);
    this.view = view;
    this.now = now;
    this.notices = new Notices(view.policy());
    this.decider = new Decider(view, standing, now);
    this.intents = new Intents(memory, now);
  }

  public static Planned plan(
      PolicyMemory memory, PolicyView view, Standing standing, Tracked tracked, Instant now) {
    return new Planner(memory, view, standing, tracked.open(), now).plan(tracked.postponed());
  }

  private Planned plan(int postponed) {
    if (postponed > 0) held.add(Held.tooManyFaults(view.policy().name(), postponed));
    cases.stream().sorted(recordedFirst().thenComparing(BY_URGENCY)).forEach(this::plan);
    view.pods().stream()
        .map(pod -> FaultDue.of(pod, view.faultView(), now))
        .flatMap(Optional::stream)
        .forEach(looks::add);
    cases.stream().map(Case::incident).flatMap(i -> doubt.endOf(i).stream()).forEach(looks::add);
    var steer = new SteeringWish(view, incidents, act, held, now).nodes(cases);
    var plan = new Plan(act, held, steer, looks.stream().min(Instant::compareTo).orElse(null));
    var recorded = Stream.concat(act.stream(), inDoubt()).toList();
    return new Planned(plan, incidents, recorded, told);
  }

  /** What is not tried again now, whatever the reason, may have been done all the same. */
  private Stream<Intent> inDoubt() {
    var acting = act.stream().map(Intent::incident).collect(Collectors.toSet());
    return cases.stream()
        .map(Case::incident)
        .filter(incident -> !acting.contains(incident.id()))
        .flatMap(incident -> doubt.of(incident).stream());
  }

  /** What was recorded may have been done already: nothing overtakes it. */
  private Comparator<Case> recordedFirst() {
    return Comparator.comparing(c -> memory.intentOf(c.incident()).isEmpty());
  }

  /** Pods of lost nodes first, then the longest ill; names break ties, so that plans repeat. */
  private static final Comparator<Case> BY_URGENCY =
      Comparator.<Case, Integer>comparing(c -> c.fault() instanceof Fault.NodeLost ? 0 : 1)
          .thenComparing(c -> c.incident().phases().since())
          .thenComparing(c -> c.incident().pod());

  private void plan(Case c) {
    switch (decider.decide(c)) {
      case Decision.Act a -> act(c, a);
      case Decision.Divert d -> divert(c, d);
      case Decision.Held h -> hold(c, turn.forSteering(c, h));
      case Decision.Await w -> keep(c.incident(), w.until());
      case Decision.GiveUp g -> giveUp(c, g);
      case Decision.None n -> incidents.add(c.incident());
    }
  }

  private void act(Case c, Decision.Act a) {
    var quietUntil = quietUntil(c);
    if (a.purpose() == Purpose.FAULTY_POD && now.isBefore(quietUntil)) {
      hold(c, afterCommonFault(quietUntil));
    } else if (act.size() >= INTENTS_PER_PASS) {
      holdUntilNextPass(c);
    } else if (a.purpose().isVoluntary() && !turn.isFor(c)) {
      hold(c, MoveTurn.oneAtATime());
    } else {
      if (a.purpose().isVoluntary()) turn.take();
      var pod = Objects.requireNonNull(c.occupant());
      act.add(intents.of(c, a));
      incidents.add(c.incident().with(a.position()).decided(now, births.newestBeside(pod)));
    }
  }

  private void holdUntilNextPass(Case c) {
    hold(c, Decision.held("PassFull", "50 steps are enough for one pass", "the next pass"));
    looks.add(now);
  }

  private void divert(Case c, Decision.Divert d) {
    if (act.size() >= INTENTS_PER_PASS) {
      holdUntilNextPass(c);
    } else {
      act.add(intents.of(c, d));
      incidents.add(c.incident());
    }
  }

  /**
   * When a fault of the application ends, some pods are ready before others: those have once more
   * the time that makes a fault of a pod before they are taken for faulty themselves.
   */
  private Instant quietUntil(Case c) {
    return memory.incidents().stream()
        .filter(i -> i.slot().share().equals(WorkloadRef.ALL))
        .filter(i -> i.slot().isSameWorkload(c.incident().slot()))
        .map(i -> i.isOpen() ? now : i.phases().readyAt())
        .filter(Objects::nonNull)
        .map(over -> over.plus(view.spec().detection().notReadyFor().value()))
        .max(Instant::compareTo)
        .orElse(now);
  }

  private static Decision.Held afterCommonFault(Instant until) {
    return Decision.heldUntil(
        until,
        "ApplicationFault",
        "the fault that most pods of the workload had is over only just",
        "the pod is ready, or it is " + until);
  }

  private void hold(Case c, Decision.Held h) {
    var why = h.why();
    held.add(new Held(subject(c), c.incident().id(), why.reason(), why.message(), why.release()));
    incidents.add(c.incident());
    h.until().ifPresent(looks::add);
  }

  private static String subject(Case c) {
    return c.occupant() == null
        ? c.incident().slot().kind() + "/" + c.incident().slot().name()
        : "Pod/" + c.occupant().name();
  }

  private void keep(Incident incident, Instant until) {
    incidents.add(incident);
    looks.add(until);
  }

  private void giveUp(Case c, Decision.GiveUp g) {
    told.add(notices.exhausted(c.incident(), g.position()));
    var until = Objects.requireNonNull(g.position().backOffUntil());
    hold(c.with(c.incident().with(g.position())), Decision.backOff(until));
  }
}
