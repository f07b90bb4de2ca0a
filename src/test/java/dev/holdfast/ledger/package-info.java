/** The account, held against histories whose truth is known. */
@NullMarked
package dev.holdfast.ledger;

import org.jspecify.annotations.NullMarked;
