package dev.holdfast.kit.oracle;

import java.util.Set;
import java.util.stream.Stream;

/**
 * A pod is deleted without proof only where its controller makes an equal one elsewhere and two at
 * once do no harm; one of a controller that nobody knows is not even evicted.
 */
final class OnlyTheReplaceable implements Rule.OfRemoval {
  private static final Set<String> REPLICATORS = Set.of("apps/ReplicaSet", "ReplicationController");

  /** A Job that lets disruptions pass makes no new pod before the old one has ended. */
  private static final String WAITS = "batch/Job";

  private static final Set<String> KNOWN = Set.of("apps/StatefulSet", WAITS);

  @Override
  public Stream<String> misdeeds(Removal removal, Facts facts) {
    return removal.pod().stream()
        .filter(pod -> !pod.ownerGroupKind().isEmpty())
        .flatMap(pod -> misdeeds(removal, pod));
  }

  private static Stream<String> misdeeds(Removal removal, PodFacts pod) {
    var kind = pod.ownerGroupKind();
    boolean replicated = REPLICATORS.contains(kind) || isNamed(kind, removal);
    if (removal.isEviction() || removal.isForced()) {
      return Rule.unless(
          replicated || KNOWN.contains(kind), "removes a pod of a controller of kind " + kind);
    }
    if (kind.equals(WAITS)) return Stream.empty();
    return Stream.concat(
        Rule.unless(replicated, "deletes a pod of a " + kind + " without proof"),
        Rule.unless(
            pod.claims().isEmpty(), "deletes a pod without proof that writes to " + pod.claims()));
  }

  private static boolean isNamed(String kind, Removal removal) {
    return removal.intent().stream()
        .map(intent -> intent.policy().spec().now())
        .flatMap(spec -> Json.elements(spec.path("recovery").path("replaceableOwners")))
        .anyMatch(owner -> owner.asText().equals(kind));
  }
}
