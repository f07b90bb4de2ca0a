package dev.holdfast.loop;

import dev.holdfast.action.Claimant;
import dev.holdfast.action.Consent;
import dev.holdfast.health.Hold;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.pass.PolicyPass;
import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.plan.PolicyView;
import dev.holdfast.plan.Urgency;
import dev.holdfast.signal.PodSignal;
import java.util.Optional;

/**
 * What a policy says of the steps of one turn.
 *
 * @param decided the policy that they were decided for
 * @param seen what they were decided on
 */
record PolicyConsent(PolicyViews views, KnownPolicy decided, PolicyView seen) implements Consent {

  @Override
  public Optional<Hold> objection(PodSignal live) {
    return views.stillWants(decided, live)
        ? views.ownAnswer(seen, live).or(() -> PolicyPass.changed(seen, live))
        : Optional.of(
            new Hold(
                "PolicyChanged",
                "the policy does not want that any more",
                "decided afresh at the next look"));
  }

  @Override
  public Claimant claimant() {
    var key = decided.key();
    return new Claimant(key.namespace(), key.name(), Urgency.of(seen));
  }

  @Override
  public Optional<Hold> brokenPromise(PodSignal live) {
    return PolicyPass.brokenPromise(views.of(decided, PolicyMemory.EMPTY, seen.budgetLeft()), live);
  }
}
