package dev.holdfast.plan;

import dev.holdfast.health.Proof;

/** What the table of classes and verdicts says of one pod. */
public sealed interface Permit {
  /** Ask for its eviction; budgets are honoured. */
  record Evict() implements Permit {}

  /**
   * Delete it.
   *
   * @param disruption say so on the pod first
   */
  record Delete(boolean disruption) implements Permit {}

  /** Remove the object: the proof is there. */
  record ForceDelete(Proof proof) implements Permit {}

  /** Not now: what is missing has a name. */
  record Held(String reason, String message, String release) implements Permit {}

  /** Tell people; nothing else helps. */
  record Alarm(String reason, String message) implements Permit {}

  /** It is booked, no more. */
  record Ignore(String why) implements Permit {}
}
