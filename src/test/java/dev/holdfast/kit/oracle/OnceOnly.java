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

  /** Longer than anybody waits for an answer: meanwhile the same was tried again. */
  private static final Duration HELD_UP = Duration.ofSeconds(5);

  private final Set<String> done = new HashSet<>();
  private final Set<String> removed = new HashSet<>();

  @Override
  public Stream<String> misdeeds(Removal removal, Facts facts) {
    if (wasHeldUp(removal)) return Stream.empty();
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

  /** What it repeats was done after it was sent. */
  private static boolean wasHeldUp(Removal removal) {
    var change = removal.change();
    return Duration.between(change.received(), change.answered()).compareTo(HELD_UP) >= 0;
  }

  private static boolean isKnownToGo(PodFacts pod, Removal removal, PodBook pods, boolean ours) {
    return pod.deleting()
        && pod.uid().equals(removal.uid())
        && (ours || pods.wasGoingFor(RACE, pod, removal.at()));
  }
}
