package dev.holdfast.plan;

import dev.holdfast.fault.Fault;
import dev.holdfast.fault.Owners;
import dev.holdfast.incident.Course;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.LadderPosition;
import dev.holdfast.incident.Phases;
import dev.holdfast.incident.Resolution;
import dev.holdfast.incident.Sighting;
import dev.holdfast.signal.PodSignal;
import dev.holdfast.signal.WorkloadRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A new incident for a fault: its slot, and where its ladder begins.
 *
 * @param done incidents that are over
 * @param open those that are not, whose shares are taken
 */
record Opening(PolicyView view, Births births, List<Incident> done, List<Case> open, Instant now) {
  /** A slot that falls ill again within this time goes on where its ladder was. */
  static final Duration RELAPSE = Duration.ofMinutes(10);

  Incident of(Fault fault) {
    var pod = fault.pod();
    boolean common = fault instanceof Fault.ApplicationFault;
    var before = common ? Optional.<Incident>empty() : lastOf(pod);
    var share = common ? WorkloadRef.ALL : share(pod, before);
    var slot = workload(pod, share);
    var ladder = before.map(i -> i.ladder().resumed()).orElse(LadderPosition.BOTTOM);
    return new Incident(
        id(slot),
        slot,
        new Sighting(fault.kind(), fault.cause(), pod.name(), pod.uid(), pod.uid(), pod.node()),
        Course.begun(Phases.detected(fault.since(), now), ladder, births.newestBeside(pod)),
        Resolution.OPEN);
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

  /**
   * The ordinal, or the slot that the pod filled before, or the first free one. No two open
   * incidents share a slot: their ids, and so their intents, would be taken for each other's.
   */
  private String share(PodSignal pod, Optional<Incident> before) {
    if (Succession.isOrdinal(pod)) return pod.name().substring(pod.name().lastIndexOf('-') + 1);
    var taken = taken(workload(pod, ""));
    return before
        .map(incident -> incident.slot().share())
        .filter(share -> !taken.contains(share))
        .orElseGet(() -> free(taken));
  }

  private Set<String> taken(WorkloadRef workload) {
    return open.stream()
        .map(c -> c.incident().slot())
        .filter(slot -> slot.isSameWorkload(workload))
        .map(WorkloadRef::share)
        .collect(Collectors.toSet());
  }

  private static String free(Set<String> taken) {
    int free = 0;
    while (taken.contains(Integer.toString(free))) free++;
    return Integer.toString(free);
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
}
