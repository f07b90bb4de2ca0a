/** Probes and nodes in; one observer's vote, and its form in a lease, out; no I/O. */
@NullMarked
package dev.holdfast.vote;

import org.jspecify.annotations.NullMarked;
