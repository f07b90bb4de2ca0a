/**
 * How far the account can be trusted: random months of faults in virtual time, what Holdfast's own
 * code makes of the evidence, and what the maker of the faults wrote down. The side of the truth is
 * plain arrays of milliseconds and shares nothing with the ledger.
 */
@NullMarked
package dev.holdfast.accuracy;

import org.jspecify.annotations.NullMarked;
