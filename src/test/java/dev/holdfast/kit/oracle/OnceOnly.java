package dev.holdfast.kit.oracle;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** An intent is done once, and a pod on its way out is not sent away again. */
final class OnceOnly implements Rule.OfRemoval {
  private final Set<String> done = new HashSet<>();

  @Override
  public Stream<String> misdeeds(Removal removal, Facts facts) {
    var again =
        removal.intent().stream()
            .map(PolicyFacts.Intent::id)
            .flatMap(id -> Rule.unless(done.add(id), "does intent " + id + " twice"));
    boolean going = removal.pod().filter(pod -> isGoing(pod, removal)).isPresent();
    return Stream.concat(
        again,
        Rule.unless(removal.isForced() || !going, "removes a pod that is terminating already"));
  }

  private static boolean isGoing(PodFacts pod, Removal removal) {
    return pod.deleting() && pod.uid().equals(removal.uid());
  }
}
