package dev.holdfast.loop;

import dev.holdfast.kube.source.PolicyStore;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ops.Bulkhead;
import dev.holdfast.ops.PolicyReading;
import dev.holdfast.plan.KnownPolicy;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Known policies with the accounts that are kept of them, for whoever measures. */
record PolicyReadings(
    PolicyStore policies, Accounts accounts, Predicate<KnownPolicy> isDeleting, Bulkhead bulkhead) {

  /** The oldest first, without those that are about to go. */
  List<PolicyReading> all() {
    return policies
        .all()
        .filter(isDeleting.negate())
        .sorted(Comparator.comparing(KnownPolicy::key))
        .map(this::reading)
        .toList();
  }

  private PolicyReading reading(KnownPolicy policy) {
    boolean counts = policies.refuse(policy).isEmpty();
    return new PolicyReading(
        policy.key(), policy.spec().objective(), counts ? current(policy).orElse(null) : null);
  }

  private Optional<Ledger> current(KnownPolicy policy) {
    return bulkhead.get(
        "policy " + policy.key() + ": what is measured",
        () -> accounts.current(policy),
        Optional::empty);
  }
}
