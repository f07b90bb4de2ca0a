/** Kinds of recoveries and faults in, runs on real control planes and their table out. */
@NullMarked
package dev.holdfast.chaos;

import org.jspecify.annotations.NullMarked;
