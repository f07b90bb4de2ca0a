package dev.holdfast.plan;

import dev.holdfast.fault.Owners;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.incident.Step;
import dev.holdfast.signal.PodSignal;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which pod fills a workload slot after the one that filled it before. */
final class Succession {
  private final PolicyView view;
  private final PolicyMemory memory;
  private final Map<String, PodSignal> pods;
  private final Set<String> claimed = new HashSet<>();

  Succession(PolicyView view, PolicyMemory memory) {
    this.view = view;
    this.memory = memory;
    this.pods = view.pods().stream().collect(Collectors.toMap(PodSignal::uid, Function.identity()));
  }

  /** The pod fills a slot already, and so is nobody else's heir. */
  void claim(@Nullable String uid) {
    if (uid != null) claimed.add(uid);
  }

  Optional<PodSignal> occupant(Incident incident) {
    var known = pod(incident.occupant());
    if (known.filter(pod -> fills(pod) || isInDoubt(pod, incident)).isPresent()) return known;
    var heir = heir(incident);
    heir.ifPresent(pod -> claim(pod.uid()));
    return heir.or(() -> known).or(() -> pod(incident.podUid()));
  }

  private Optional<PodSignal> pod(@Nullable String uid) {
    return Optional.ofNullable(uid).map(pods::get);
  }

  /** A pod on its way out keeps the slot only until another takes it. */
  boolean fills(PodSignal pod) {
    return pod.isActive() && !view.leaving().contains(pod.uid());
  }

  /** Nobody told what came of its removal, and it still stands: a newcomer fills another slot. */
  private boolean isInDoubt(PodSignal pod, Incident incident) {
    return pod.isActive()
        && memory
            .intentOf(incident)
            .filter(intent -> intent.step() instanceof Step.Removal)
            .isPresent();
  }

  /**
   * The replacement: of the same workload, born after the decision, and nobody else's heir. The
   * eldest, since a younger one may be all that a slot of a later decision can take.
   */
  private Optional<PodSignal> heir(Incident incident) {
    return view.pods().stream()
        .filter(this::fills)
        .filter(pod -> !claimed.contains(pod.uid()))
        .filter(pod -> !pod.uid().equals(incident.podUid()))
        .filter(pod -> isOf(pod, incident, view))
        .filter(pod -> succeeds(pod, incident))
        .min(Comparator.comparing(PodSignal::createdAt).thenComparing(PodSignal::name));
  }

  /** A name is free only when its last bearer is gone; other pods are told apart by their birth. */
  private boolean succeeds(PodSignal pod, Incident incident) {
    return isOrdinal(pod) ? pod.name().equals(incident.pod()) : isBornAfter(pod, incident);
  }

  /** Births are told to the second: of those in the last one, only whom we saw later is new. */
  private static boolean isBornAfter(PodSignal pod, Incident incident) {
    int byBirth = pod.createdAt().compareTo(incident.bornAfter());
    return byBirth > 0 || byBirth == 0 && pod.seenAt().isAfter(incident.phases().known());
  }

  static boolean isOf(PodSignal pod, Incident incident, PolicyView view) {
    return Owners.workload(pod, view.owners(), "").isSameWorkload(incident.slot());
  }

  /** A StatefulSet's pod: its name is its own. */
  static boolean isOrdinal(PodSignal pod) {
    return pod.owner() != null && pod.owner().groupKind().equals("apps/StatefulSet");
  }
}
