package dev.holdfast.plan;

import dev.holdfast.api.Objective;
import dev.holdfast.ledger.ErrorBudget;
import dev.holdfast.ledger.Ledger;
import java.time.Instant;
import java.util.Comparator;

/**
 * How badly a policy needs its turn among those of its own namespace: first whoever is below its
 * promise, then whoever has less of its error budget left. The objective that this hangs on is
 * declared freely, so it says nothing to other namespaces.
 *
 * @param belowPromise fewer pods are ready than minAvailable
 * @param budgetLeft share of the error budget that is not spent
 */
public record Urgency(boolean belowPromise, double budgetLeft) implements Comparable<Urgency> {
  /** Of whoever misses nothing. */
  public static final Urgency NONE = new Urgency(false, 1);

  private static final Comparator<Urgency> ORDER =
      Comparator.comparing(Urgency::belowPromise)
          .reversed()
          .thenComparingDouble(Urgency::budgetLeft);

  public static Urgency of(PolicyView view) {
    return new Urgency(!Standing.of(view).isMet(), view.budgetLeft());
  }

  /** As the account has it, which is looked at where no view is at hand. */
  public static Urgency of(Ledger ledger, Objective objective, Instant now) {
    return new Urgency(!ledger.recent().last().isKept(), budgetLeft(ledger, objective, now));
  }

  public static double budgetLeft(Ledger ledger, Objective objective, Instant now) {
    return new ErrorBudget(objective.availability().ratio(), objective.window().value())
        .left(ledger, now);
  }

  public boolean isMoreThan(Urgency other) {
    return compareTo(other) < 0;
  }

  /** The more urgent first. */
  @Override
  public int compareTo(Urgency other) {
    return ORDER.compare(this, other);
  }
}
