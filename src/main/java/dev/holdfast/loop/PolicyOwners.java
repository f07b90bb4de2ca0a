package dev.holdfast.loop;

import dev.holdfast.fault.Owners;
import dev.holdfast.incident.Incident;
import dev.holdfast.kube.source.ClusterSources;
import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.signal.OwnerRef;
import dev.holdfast.signal.OwnerSignal;
import dev.holdfast.signal.PodSignal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The controllers of a policy's pods, by uid, with theirs in turn. */
record PolicyOwners(ClusterSources sources) {

  /**
   * Those of these pods.
   *
   * @param open incidents that may be about workloads that have no pod left
   */
  Map<String, OwnerSignal> of(KnownPolicy policy, List<PodSignal> pods, List<Incident> open) {
    var known = new HashMap<String, OwnerSignal>();
    pods.forEach(pod -> addWithParents(pod.owner(), policy, known));
    for (var incident : open) {
      sources.owners().find(incident.slot().uid()).ifPresent(o -> known.put(o.ref().uid(), o));
    }
    return known;
  }

  private void addWithParents(
      @Nullable OwnerRef first, KnownPolicy policy, Map<String, OwnerSignal> known) {
    var ref = first;
    for (int link = 0; ref != null && link < Owners.MOST_LINKS; link++) {
      if (known.containsKey(ref.uid())) return;
      var owner = named(ref, policy).orElse(null);
      if (owner == null) return;
      known.put(ref.uid(), owner);
      ref = owner.parent();
    }
  }

  /** A reference is the word of whoever may write pods; only what it names in full is believed. */
  private Optional<OwnerSignal> named(OwnerRef ref, KnownPolicy policy) {
    return sources
        .owners()
        .find(ref)
        .or(() -> further(ref, policy))
        .filter(owner -> owner.isNamedBy(ref, policy.key().namespace()));
  }

  /** Only kinds that the policy names: the API server is asked for each such controller. */
  private Optional<OwnerSignal> further(OwnerRef ref, KnownPolicy policy) {
    return policy.spec().recovery().replaceableOwners().contains(ref.groupKind())
        ? sources.furtherOwners().find(policy.key().namespace(), ref)
        : Optional.empty();
  }
}
