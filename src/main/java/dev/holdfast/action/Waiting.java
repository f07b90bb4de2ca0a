package dev.holdfast.action;

import java.util.HashMap;
import java.util.Map;

/**
 * Policies that were refused a move for want of one, and so come before less urgent ones of their
 * own namespace. Knows no clock and takes no lock.
 */
final class Waiting {
  private final Map<Policy, Refusal> refusals = new HashMap<>();

  private record Policy(String namespace, String name) {
    static Policy of(Claimant claimant) {
      return new Policy(claimant.namespace(), claimant.policy());
    }
  }

  private record Refusal(Claimant claimant, long at) {}

  void refused(Claimant claimant, long now) {
    refusals.put(Policy.of(claimant), new Refusal(claimant, now));
  }

  void served(Claimant claimant) {
    refusals.remove(Policy.of(claimant));
  }

  /** Who did not ask again by now does not want it any more. */
  void forget(long refusedUntil) {
    refusals.values().removeIf(refusal -> refusal.at() <= refusedUntil);
  }

  /** How many of the same namespace are more urgent. */
  long aheadOf(Claimant claimant) {
    return refusals.values().stream()
        .map(Refusal::claimant)
        .filter(other -> other.namespace().equals(claimant.namespace()))
        .filter(other -> !other.policy().equals(claimant.policy()))
        .filter(other -> other.urgency().isMoreThan(claimant.urgency()))
        .count();
  }
}
