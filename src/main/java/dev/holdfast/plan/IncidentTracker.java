package dev.holdfast.plan;

import dev.holdfast.fault.Fault;
import dev.holdfast.fault.Owners;
import dev.holdfast.health.Verdict;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.LadderPosition;
import dev.holdfast.incident.Phases;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.incident.Resolution;
import dev.holdfast.signal.PodPhase;
import dev.holdfast.signal.PodSignal;
import dev.holdfast.signal.WorkloadRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Follows workload slots through the pods that fill them: opens incidents for new faults, finds
 * replacements, closes what is over.
 */
public final class IncidentTracker {
  /** A slot that falls ill again within this time goes on where its ladder was. */
  static final Duration RELAPSE = Duration.ofMinutes(10);

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
  private final Map<String, PodSignal> pods;
  private final Map<String, Fault> faults;
  private final List<Incident> done = new ArrayList<>();
  private final List<Case> open = new ArrayList<>();
  private final Set<String> claimed = new HashSet<>();
  private int postponed;

  private IncidentTracker(PolicyView view, List<Fault> faults, Instant now) {
    this.view = view;
    this.now = now;
    this.pods = view.pods().stream().collect(Collectors.toMap(PodSignal::uid, Function.identity()));
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
    memory.incidents().stream().map(Incident::occupant).forEach(this::claim);
    memory.incidents().forEach(this::follow);
    faults.values().stream()
        .filter(fault -> !isCovered(fault))
        .sorted(BY_URGENCY)
        .forEach(this::open);
    return new Tracked(done, open, postponed);
  }

  private void claim(@Nullable String uid) {
    if (uid != null) claimed.add(uid);
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
    var occupant = occupant(incident);
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

  private Optional<PodSignal> occupant(Incident incident) {
    var known = pod(incident.occupant());
    if (known.filter(this::fills).isPresent()) return known;
    var heir = heir(incident);
    heir.ifPresent(pod -> claim(pod.uid()));
    return heir.or(() -> known).or(() -> pod(incident.podUid()));
  }

  private Optional<PodSignal> pod(@Nullable String uid) {
    return Optional.ofNullable(uid).map(pods::get);
  }

  /** A pod on its way out keeps the slot only until another takes it. */
  private boolean fills(PodSignal pod) {
    return pod.isActive() && !view.leaving().contains(pod.uid());
  }

  /** The replacement: of the same workload, born after the decision, and nobody else's heir. */
  private Optional<PodSignal> heir(Incident incident) {
    return view.pods().stream()
        .filter(this::fills)
        .filter(pod -> !claimed.contains(pod.uid()))
        .filter(pod -> !pod.uid().equals(incident.podUid()))
        .filter(pod -> workload(pod, "").isSameWorkload(incident.slot()))
        .filter(pod -> succeeds(pod, incident))
        .max(Comparator.comparing(PodSignal::createdAt).thenComparing(PodSignal::name));
  }

  /** A name is free only when its last bearer is gone; other pods are told apart by their birth. */
  private boolean succeeds(PodSignal pod, Incident incident) {
    return isOrdinal(pod) ? pod.name().equals(incident.pod()) : isBornAfter(pod, incident);
  }

  /** Births are told to the second: of those in the last one, only whom we saw later is new. */
  private static boolean isBornAfter(PodSignal pod, Incident incident) {
    int byBirth = pod.createdAt().compareTo(incident.bornAfter());
    return byBirth > 0 || byBirth == 0 && pod.seenAt().isAfter(incident.phases().latest());
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
            .filter(this::fills)
            .filter(pod -> workload(pod, "").isSameWorkload(incident.slot()))
            .toList();
    return active.size() >= owner.replicas() && active.stream().allMatch(this::isWell);
  }

  /** A controller that we would know of is gone; of others only time tells. */
  private boolean isForsaken(Incident incident) {
    boolean alone = view.pods().stream().noneMatch(pod -> isOf(pod, incident));
    boolean waited = !now.isBefore(incident.phases().latest().plus(ABANDONED));
    return waited || alone && Owners.isRead(incident.slot().kind());
  }

  private boolean isOf(PodSignal pod, Incident incident) {
    return workload(pod, "").isSameWorkload(incident.slot());
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
        && isOf(fault.pod(), incident);
  }

  private void open(Fault fault) {
    if (isCovered(fault) || view.leaving().contains(fault.pod().uid())) return;
    if (open.size() >= FOLLOWED) {
      postponed++;
      return;
    }
    var pod = fault.pod();
    boolean common = fault instanceof Fault.ApplicationFault;
    var before = common ? Optional.<Incident>empty() : lastOf(pod);
    var share = common ? WorkloadRef.ALL : before.map(i -> i.slot().share()).orElse(share(pod));
    var slot = workload(pod, share);
    var ladder = before.map(i -> i.ladder().resumed()).orElse(LadderPosition.BOTTOM);
    var incident =
        new Incident(
            id(slot),
            slot,
            fault.kind(),
            fault.cause(),
            pod.name(),
            pod.uid(),
            pod.uid(),
            pod.node(),
            Phases.detected(fault.since(), now),
            ladder,
            0,
            Owners.newestBirth(pod, view.pods(), view.owners()),
            null,
            Resolution.OPEN);
    open.add(new Case(incident, common ? null : pod, fault));
  }

  /** The incident that this pod was the answer to, if that is not long ago. */
  private Optional<Incident> lastOf(PodSignal pod) {
    return done.stream()
        .filter(i -> pod.uid().equals(i.occupant()) && i.resolution() == Resolution.RECOVERED)
        .filter(i -> isRecent(i.phases().readyAt()))
        .reduce((first, second) -> second);
  }

  private boolean isRecent(@Nullable Instant readyAt) {
    return readyAt != null && now.isBefore(readyAt.plus(RELAPSE));
  }

  private String share(PodSignal pod) {
    if (isOrdinal(pod)) return pod.name().substring(pod.name().lastIndexOf('-') + 1);
    var workload = workload(pod, "");
    var taken =
        open.stream()
            .map(c -> c.incident().slot())
            .filter(slot -> slot.isSameWorkload(workload))
            .map(WorkloadRef::share)
            .collect(Collectors.toSet());
    int free = 0;
    while (taken.contains(Integer.toString(free))) free++;
    return Integer.toString(free);
  }

  private boolean isOrdinal(PodSignal pod) {
    return pod.owner() != null && pod.owner().groupKind().equals("apps/StatefulSet");
  }

  private WorkloadRef workload(PodSignal pod, String share) {
    return Owners.workload(pod, view.owners(), share);
  }

  /** Unique within the policy: one slot opens at most one incident at an instant. */
  private String id(WorkloadRef slot) {
    var share = slot.share().equals(WorkloadRef.ALL) ? "all" : slot.share();
    return "%s-%s-%s-%s"
        .formatted(
            slot.kind().toLowerCase(Locale.ROOT),
            slot.name(),
            share,
            Long.toString(now.toEpochMilli(), Character.MAX_RADIX));
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
