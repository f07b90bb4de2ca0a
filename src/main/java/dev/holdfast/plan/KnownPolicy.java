package dev.holdfast.plan;

import dev.holdfast.api.PolicySpec;
import dev.holdfast.api.PolicySpec.Mode;
import dev.holdfast.plan.PolicyView.PolicyKey;
import dev.holdfast.signal.PodSignal;
import dev.holdfast.signal.Selector;
import org.jspecify.annotations.Nullable;

/**
 * A policy as it is known to all loops.
 *
 * @param selector the spec's, ready for use
 * @param hold the veto that somebody wrote on it; absent without one
 */
public record KnownPolicy(
    PolicyKey key, PolicySpec spec, Selector selector, @Nullable String hold) {

  public boolean selects(PodSignal pod) {
    return pod.namespace().equals(key.namespace()) && selector.matches(pod.labels());
  }

  /** It wants its pods recovered, though somebody may stay our hand for now. */
  public boolean wantsRecovery() {
    return spec.mode() == Mode.Enforce && selector.namesSomething();
  }

  /** It wants its pods recovered, and nobody stays our hand. */
  public boolean isEnforced() {
    return wantsRecovery() && hold == null;
  }
}
