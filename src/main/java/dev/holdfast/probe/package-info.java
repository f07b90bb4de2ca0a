/** Targets in, what they answered out; opens sockets, and one thread asks them all. */
@NullMarked
package dev.holdfast.probe;

import org.jspecify.annotations.NullMarked;
