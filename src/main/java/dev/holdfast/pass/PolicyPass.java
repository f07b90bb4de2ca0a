package dev.holdfast.pass;

import dev.holdfast.fault.FaultFinder;
import dev.holdfast.health.Hold;
import dev.holdfast.incident.Closed;
import dev.holdfast.incident.History;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.Outcome;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.notice.Notice;
import dev.holdfast.plan.AvailabilityFloor;
import dev.holdfast.plan.ClockAhead;
import dev.holdfast.plan.FaultFilter;
import dev.holdfast.plan.Held;
import dev.holdfast.plan.IncidentTracker;
import dev.holdfast.plan.Notices;
import dev.holdfast.plan.Plan;
import dev.holdfast.plan.Planner;
import dev.holdfast.plan.PolicyView;
import dev.holdfast.plan.Resolver;
import dev.holdfast.plan.SamePod;
import dev.holdfast.plan.Settlement;
import dev.holdfast.plan.Standing;
import dev.holdfast.signal.PodSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The policy loop's fold: what is wrong, what is done about it, what is told. */
public final class PolicyPass {

  /**
   * What a pass yields.
   *
   * @param notices to be told once {@code memory} is recorded
   */
  public record Result(PolicyMemory memory, Plan plan, Standing standing, List<Notice> notices) {}

  private PolicyPass() {}

  public static Result run(PolicyMemory recorded, PolicyView view, Instant now) {
    var memory = ClockAhead.of(view.spec().recovery().ladder(), now).corrected(recorded);
    var resolved = Resolver.resolve(memory, view, now);
    var standing = Standing.of(view);
    var faults = FaultFilter.actionable(FaultFinder.find(view.faultView(), now), view, now);
    var tracked = IncidentTracker.track(resolved.memory(), view, faults, now);
    var planned = Planner.plan(resolved.memory(), view, standing, tracked, now);
    var history =
        resolved
            .memory()
            .history()
            .plus(ended(memory, tracked.closed(), view, now))
            .judged(view.fleet(), promised(view), now);
    var after = memory(tracked.closed(), planned, history);
    var notices = new ArrayList<>(resolved.notices());
    notices.addAll(transitions(memory, after, view));
    notices.addAll(planned.notices());
    planned.plan().held().stream()
        .filter(Held::isLasting)
        .forEach(h -> notices.add(new Notices(view.policy()).held(h)));
    return new Result(after, planned.plan(), standing, notices);
  }

  private static PolicyMemory memory(
      List<Incident> closed, Planner.Planned planned, History history) {
    var incidents = new ArrayList<>(closed);
    incidents.addAll(planned.incidents());
    incidents.sort(
        Comparator.comparing((Incident i) -> i.phases().detectedAt()).thenComparing(Incident::id));
    return new PolicyMemory(incidents, planned.intents(), history).trimmed();
  }

  /** Those that were open before this pass. */
  private static List<Closed> ended(
      PolicyMemory before, List<Incident> closed, PolicyView view, Instant now) {
    var open = ids(before.open());
    var promised = promised(view);
    return closed.stream()
        .filter(incident -> open.contains(incident.id()))
        .flatMap(incident -> Closed.of(incident, promised, now).stream())
        .toList();
  }

  private static Duration promised(PolicyView view) {
    return view.spec().objective().recoveryTime().value();
  }

  private static List<Notice> transitions(
      PolicyMemory before, PolicyMemory after, PolicyView view) {
    var notices = new Notices(view.policy());
    Set<String> known = ids(before.incidents());
    Set<String> open = ids(before.open());
    var told = new ArrayList<Notice>();
    for (var incident : after.incidents()) {
      if (!known.contains(incident.id())) notices.detected(incident).forEach(told::add);
      if (open.contains(incident.id())) notices.closed(incident).forEach(told::add);
    }
    return told;
  }

  private static Set<String> ids(List<Incident> incidents) {
    return incidents.stream().map(Incident::id).collect(Collectors.toSet());
  }

  /** The memory after some of its intents were carried out, and what is to be told of that. */
  public static Settled settle(
      PolicyMemory memory, PolicyView view, List<Outcome> outcomes, Instant now) {
    var settlement = new Settlement(memory, new Notices(view.policy()), view.fleet());
    outcomes.forEach(outcome -> settlement.settle(outcome, now));
    return new Settled(settlement.memory(), settlement.notices());
  }

  /** Why the pod is not what it was when it was decided upon; empty when it is. */
  public static Optional<Hold> changed(PolicyView seen, PodSignal live) {
    return SamePod.refuse(seen, live);
  }

  /**
   * Which promise would be broken if the pod went now; empty when none.
   *
   * @param live as it was looked at right before: the caches may not show yet that it serves
   */
  public static Optional<Hold> brokenPromise(PolicyView view, PodSignal live) {
    var now = view.seeing(live);
    return new AvailabilityFloor(now, Standing.of(now)).refuse(live);
  }

  /** A memory with settled intents. */
  public record Settled(PolicyMemory memory, List<Notice> notices) {}
}
