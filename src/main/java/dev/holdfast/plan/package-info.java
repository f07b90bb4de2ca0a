/** Incidents, fleet and policy in; what to do, what is held and when to look again out; no I/O. */
@NullMarked
package dev.holdfast.plan;

import org.jspecify.annotations.NullMarked;
