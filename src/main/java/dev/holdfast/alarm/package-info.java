/** Tells receivers of alarms, over HTTP and in its own time: no recovery waits for it. */
@NullMarked
package dev.holdfast.alarm;

import org.jspecify.annotations.NullMarked;
