/** Node signals, memory and time in; verdicts, guards and an immutable fleet out; no I/O. */
@NullMarked
package dev.holdfast.health;

import org.jspecify.annotations.NullMarked;
