/** Time sources and health checks in, a steady clock and HTTP endpoints out; does I/O. */
@NullMarked
package dev.holdfast.ops;

import org.jspecify.annotations.NullMarked;
