package dev.holdfast.plan;

import dev.holdfast.fault.Fault;
import dev.holdfast.fault.Owners;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.incident.Resolution;
import dev.holdfast.signal.PodPhase;
import dev.holdfast.signal.PodSignal;
import dev.holdfast.signal.WorkloadRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Follows workload slots through the pods that fill them: opens incidents for new faults, finds
 * replacements, closes what is over.
 */
public final class IncidentTracker {
  /**
   * Open incidents of one policy: with what is held for each they must stay well below the 1.5 MB
   * that an object may have, or nothing could be recorded any more, and so nothing done.
   */
  static final int FOLLOWED = 250;

  private static final Comparator<Fault> BY_URGENCY =
      Comparator.<Fault, Integer>comparing(f -> f instanceof Fault.NodeLost ? 0 : 1)
          .thenComparing(Fault::since)
          .thenComparing(f -> f.pod().name());

  private final PolicyView view;
  private final Instant now;
  private final Map<String, Fault> faults;
  private final List<Incident> done = new ArrayList<>();
  private final List<Case> open = new ArrayList<>();
  private final Succession succession;
  private final Births births;
  private final Wellness wellness;
  private final Vacancy vacancy;
  private int postponed;

  private IncidentTracker(PolicyMemory memory, PolicyView view, List<Fault> faults, Instant now) {
    this.view = view;
    this.now = now;
    this.succession = new Succession(view, memory);
    this.births = new Births(view);
    this.faults = faults.stream().collect(Collectors.toMap(f -> f.pod().uid(), f -> f));
    this.wellness = new Wellness(view, this.faults.keySet(), now);
    this.vacancy = new Vacancy(view, succession, wellness, now);
  }

  /**
   * All incidents after this look, and the open ones with what is known of them now.
   *
   * @param postponed faults that are not followed before others are over
   */
  public record Tracked(List<Incident> closed, List<Case> open, int postponed) {}

  public static Tracked track(
      PolicyMemory memory, PolicyView view, List<Fault> faults, Instant now) {
    return new IncidentTracker(memory, view, faults, now).track(memory);
  }

  private Tracked track(PolicyMemory memory) {
    memory.incidents().stream().map(Incident::occupant).forEach(succession::claim);
    memory.incidents().forEach(this::follow);
    faults.values().stream()
        .filter(fault -> !isCovered(fault))
        .sorted(BY_URGENCY)
        .forEach(this::open);
    return new Tracked(done, open, postponed);
  }

  private void follow(Incident incident) {
    if (!incident.isOpen()) {
      done.add(incident);
    } else if (incident.slot().share().equals(WorkloadRef.ALL)) {
      followCommon(incident);
    } else {
      followSlot(incident);
    }
  }

  /** Over when no pod of the workload bears the application's fault any more. */
  private void followCommon(Incident incident) {
    var fault =
        faults.values().stream()
            .filter(Fault.ApplicationFault.class::isInstance)
            .filter(f -> workload(f.pod(), "").isSameWorkload(incident.slot()))
            .min(Comparator.comparing(f -> f.pod().name()));
    if (fault.isPresent()) open.add(new Case(incident, null, fault.get()));
    else close(incident, Resolution.SELF_HEALED, now);
  }

  private void followSlot(Incident incident) {
    var occupant = succession.occupant(incident);
    var occupied = incident.occupiedBy(occupant.map(PodSignal::uid).orElse(null));
    if (occupant.isEmpty()) {
      followEmpty(occupied);
    } else if (occupant.get().phase() == PodPhase.SUCCEEDED
        || isUnwanted(occupied, occupant.get())) {
      close(occupied, Resolution.OBSOLETE, null);
    } else if (wellness.isWell(occupant.get())) {
      close(occupied, resolution(occupied), wellness.readyAt(occupied, occupant.get()));
    } else {
      open.add(look(occupied, occupant.get()));
    }
  }

  /** On a lost node a pod may be on its way out for long, while its workload was scaled down. */
  private boolean isUnwanted(Incident incident, PodSignal pod) {
    return !succession.fills(pod)
        && !faults.containsKey(pod.uid())
        && vacancy.isMadeUpFor(incident);
  }

  private void followEmpty(Incident incident) {
    if (vacancy.isUnwanted(incident)) close(incident, Resolution.OBSOLETE, null);
    else open.add(new Case(incident, null, null));
  }

  private Resolution resolution(Incident incident) {
    boolean replaced = !incident.podUid().equals(incident.occupant());
    if (!replaced) return Resolution.SELF_HEALED;
    return incident.acts() > 0 ? Resolution.RECOVERED : Resolution.REPLACED_BY_OTHERS;
  }

  private Case look(Incident incident, PodSignal pod) {
    var fault = faults.get(pod.uid());
    if (fault == null) return new Case(incident, pod, null);
    boolean isNews = fault instanceof Fault.NodeLost && !incident.fault().equals(fault.kind());
    var known = isNews ? incident.unrefused() : incident;
    return new Case(known.seenAs(fault.kind(), fault.cause(), pod.node()), pod, fault);
  }

  private void close(Incident incident, Resolution how, @Nullable Instant readyAt) {
    done.add(incident.closed(how, readyAt));
  }

  private boolean isCovered(Fault fault) {
    var uid = fault.pod().uid();
    return open.stream()
        .anyMatch(
            c ->
                c.occupant() != null && c.occupant().uid().equals(uid)
                    || isCommonOf(c.incident(), fault));
  }

  private boolean isCommonOf(Incident incident, Fault fault) {
    return fault instanceof Fault.ApplicationFault
        && incident.slot().share().equals(WorkloadRef.ALL)
        && Succession.isOf(fault.pod(), incident, view);
  }

  private void open(Fault fault) {
    if (isCovered(fault) || view.leaving().contains(fault.pod().uid())) return;
    if (open.size() >= FOLLOWED) {
      postponed++;
      return;
    }
    boolean common = fault instanceof Fault.ApplicationFault;
    var incident = new Opening(view, births, done, open, now).of(fault);
    open.add(new Case(incident, common ? null : fault.pod(), fault));
  }

  private WorkloadRef workload(PodSignal pod, String share) {
    return Owners.workload(pod, view.owners(), share);
  }
}
