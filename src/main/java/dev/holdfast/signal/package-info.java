/**
 * Facts that the cluster stated, as compact records: API objects reduced to what decisions read; no
 * I/O.
 */
@NullMarked
package dev.holdfast.signal;

import org.jspecify.annotations.NullMarked;
