package dev.holdfast.action;

import dev.holdfast.health.Hold;
import dev.holdfast.signal.PodSignal;
import java.util.Optional;

/** What a policy itself has to say about a removal right before it is done. */
public interface Consent {

  /** Why the pod, looked at live, is not to be removed any more; empty when it may be. */
  Optional<Hold> objection(PodSignal live);

  /** Whose it is, to tell whose turn it is. */
  Claimant claimant();

  /**
   * Which promise a voluntary removal would break, counting all removals that are under way: the
   * gate asks while nobody else can begin one. Empty when none.
   *
   * @param live the pod as it was looked at right before
   */
  Optional<Hold> brokenPromise(PodSignal live);
}
