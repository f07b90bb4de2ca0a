/** Edges of a workload's readiness in, its availability with bounds out; pure. */
@NullMarked
package dev.holdfast.ledger;

import org.jspecify.annotations.NullMarked;
