/** Steps, intents and outcomes in; the story of each fault of a workload slot out; no I/O. */
@NullMarked
package dev.holdfast.incident;

import org.jspecify.annotations.NullMarked;
