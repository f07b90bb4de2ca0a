/** The folds: (memory, view, now) in, (memory', plan) out; no I/O. */
@NullMarked
package dev.holdfast.pass;

import org.jspecify.annotations.NullMarked;
