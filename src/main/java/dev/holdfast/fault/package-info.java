/** A policy's pods and the fleet in; what is wrong with them, since when and why, out; no I/O. */
@NullMarked
package dev.holdfast.fault;

import org.jspecify.annotations.NullMarked;
