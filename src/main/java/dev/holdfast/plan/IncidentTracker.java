package dev.holdfast.plan;

import dev.holdfast.fault.Fault;
import dev.holdfast.fault.Owners;
import dev.holdfast.health.Verdict;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.incident.Resolution;
import dev.holdfast.signal.PodPhase;
import dev.holdfast.signal.PodSignal;
import dev.holdfast.signal.WorkloadRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Follows workload slots through the pods that fill them: opens incidents for new faults, finds
 * replacements, closes what is over.
 */
public final class IncidentTracker {
  /** A slot of a controller that we cannot ask is given up when nobody filled it for so long. */
  static final Duration ABANDONED = Duration.ofMinutes(10);

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
  private int postponed;

  private IncidentTracker(PolicyView view, List<Fault> faults, Instant now) {
    this.view = view;
    this.now = now;
    this.succession = new Succession(view);
    this.faults = faults.stream().collect(Collectors.toMap(f -> f.pod().uid(), f -> f));
  }

  /**
   * All incidents after this look, and the open ones with what is known of them now.
   *
   * @param postponed faults that are not followed before others are over
   */
  public record Tracked(List<Incident> closed, List<Case> open, int postponed) {}

  public static Tracked track(
      PolicyMemory memory, PolicyView view, List<Fault> faults, Instant now) {
    return new IncidentTracker(view, faults, now).track(memory);
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
    } else if (occupant.get().phase() == PodPhase.SUCCEEDED) {
      close(occupied, Resolution.OBSOLETE, null);
    } else if (isWell(occupant.get())) {
      close(occupied, resolution(occupied), readyAt(occupied, occupant.get()));
    } else {
      open.add(look(occupied, occupant.get()));
    }
  }

  private void followEmpty(Incident incident) {
    if (isUnwanted(incident)) close(incident, Resolution.OBSOLETE, null);
    else open.add(new Case(incident, null, null));
  }

  /** Its controller is gone, or has all the pods that it wants, ready. */
  private boolean isUnwanted(Incident incident) {
    if (incident.slot().kind().equals("Pod")) return true;
    var owner = view.owners().get(incident.slot().uid());
    if (owner == null) return isForsaken(incident);
    var active =
        view.pods().stream()
            .filter(succession::fills)
            .filter(pod -> Succession.isOf(pod, incident, view))
            .toList();
    return active.size() >= owner.replicas() && active.stream().allMatch(this::isWell);
  }

  /** A controller that we would know of is gone; of others only time tells. */
  private boolean isForsaken(Incident incident) {
    boolean alone = view.pods().stream().noneMatch(pod -> Succession.isOf(pod, incident, view));
    boolean waited = !now.isBefore(incident.phases().latest().plus(ABANDONED));
    return waited || alone && Owners.isRead(incident.slot().kind());
  }

  private boolean isWell(PodSignal pod) {
    return Standing.isAvailable(pod, view)
        && !faults.containsKey(pod.uid())
        && pod.node() != null
        && view.fleet().isHealthy(pod.node());
  }

  private Resolution resolution(Incident incident) {
    boolean replaced = !incident.podUid().equals(incident.occupant());
    if (!replaced) return Resolution.SELF_HEALED;
    return incident.acts() > 0 ? Resolution.RECOVERED : Resolution.REPLACED_BY_OTHERS;
  }

  private Instant readyAt(Incident incident, PodSignal pod) {
    var acted = incident.phases().actedAt();
    var edge = pod.readyEdgeAt();
    var earliest = acted != null ? acted : incident.phases().detectedAt();
    return edge.isBefore(earliest) ? later(earliest, wellSince(pod)) : edge;
  }

  private Instant wellSince(PodSignal pod) {
    return Optional.ofNullable(pod.node())
        .flatMap(view.fleet()::node)
        .map(node -> node.verdict())
        .filter(Verdict.Healthy.class::isInstance)
        .map(Verdict::since)
        .orElse(now);
  }

  private Case look(Incident incident, PodSignal pod) {
    var fault = faults.get(pod.uid());
    if (fault == null) return new Case(incident, pod, null);
    return new Case(incident.seenAs(fault.kind(), fault.cause(), pod.node()), pod, fault);
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
    var incident = new Opening(view, done, open, now).of(fault);
    open.add(new Case(incident, common ? null : fault.pod(), fault));
  }

  private WorkloadRef workload(PodSignal pod, String share) {
    return Owners.workload(pod, view.owners(), share);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
