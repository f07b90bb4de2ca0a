package dev.holdfast.plan;

import dev.holdfast.health.Hold;
import dev.holdfast.signal.PodSignal;
import java.util.Objects;
import java.util.Optional;

/** Whether a pod that is looked at live is still what it was decided upon as. */
public final class SamePod {
  private SamePod() {}

  /**
   * Why not; empty when it is: a pod can be adopted by another controller, and a debugging
   * container can mount what two copies must not share.
   */
  public static Optional<Hold> refuse(PolicyView seen, PodSignal live) {
    var classifier = new Classifier(seen);
    return seen.pods().stream()
            .filter(pod -> pod.uid().equals(live.uid()))
            .filter(pod -> Objects.equals(pod.owner(), live.owner()))
            .anyMatch(pod -> classifier.classify(pod) == classifier.classify(live))
        ? Optional.empty()
        : Optional.of(
            new Hold(
                "PodChanged",
                "its controller, or what it shares with other pods, is another one now",
                "decided afresh at the next look"));
  }
}
