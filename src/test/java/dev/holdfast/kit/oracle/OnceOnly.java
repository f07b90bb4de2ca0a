package dev.holdfast.kit.oracle;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** An intent is done once, and a pod on its way out is not sent away again. */
final class OnceOnly implements Rule.OfRemoval {
  /**
   * Between a live look and the call that follows it others may delete the pod: no call is lost.
   */
  private static final Duration RACE = Duration.ofSeconds(1);

  private final Set<String> done = new HashSet<>();
  private final Set<String> removed = new HashSet<>();

  @Override
  public Stream<String> misdeeds(Removal removal, Facts facts) {
    var again =
        removal.intent().stream()
            .map(PolicyFacts.Intent::id)
            .flatMap(id -> Rule.unless(done.add(id), "does intent " + id + " twice"));
    boolean ours = !removed.add(removal.uid());
    boolean going =
        removal.pod().filter(pod -> isKnownToGo(pod, removal, facts.pods(), ours)).isPresent();
    return Stream.concat(
        again,
        Rule.unless(removal.isForced() || !going, "removes a pod that is terminating already"));
  }

  private static boolean isKnownToGo(PodFacts pod, Removal removal, PodBook pods, boolean ours) {
    return pod.deleting()
        && pod.uid().equals(removal.uid())
        && (ours || pods.wasGoingFor(RACE, pod, removal.at()));
  }
}
