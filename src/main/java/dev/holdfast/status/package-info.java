/** A policy's memory and view in, its status as users read it out, and back again; no I/O. */
@NullMarked
package dev.holdfast.status;

import org.jspecify.annotations.NullMarked;
