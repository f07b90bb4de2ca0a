package dev.holdfast.ops;

import dev.holdfast.api.Objective;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.plan.PolicyView.PolicyKey;
import org.jspecify.annotations.Nullable;

/**
 * A policy as it is measured.
 *
 * @param ledger its account; absent until this replica has taken it over in this term, and for
 *     policies that do not count
 */
public record PolicyReading(PolicyKey policy, Objective objective, @Nullable Ledger ledger) {}
