package dev.holdfast.plan;

import java.util.Set;

/**
 * A step that is not taken.
 *
 * @param subject the pod or workload that it is about
 * @param incident the incident that waits for it; empty when it is about the whole policy
 * @param reason a CamelCase name
 * @param message what stands in the way
 * @param release what would let it through
 */
public record Held(String subject, String incident, String reason, String message, String release) {
  /** Reasons that pass by themselves within seconds: shown in status, not worth an Event. */
  private static final Set<String> PASSING =
      Set.of(
          "AwaitingTaint",
          Neighbours.REASON,
          Prerequisites.AWAITING_STEERING,
          "Pace",
          "OneAtATime",
          "PassFull",
          "UnderWay",
          "NotLeading",
          "ShuttingDown");

  static Held tooManyFaults(String policy, int postponed) {
    return new Held(
        "HighAvailabilityPolicy/" + policy,
        "",
        "TooManyFaults",
        postponed + " more faults are not followed yet",
        "others are over");
  }

  public boolean isLasting() {
    return !PASSING.contains(reason);
  }
}
