/** Numbers and words in; short text out, and back, never half read; no I/O. */
@NullMarked
package dev.holdfast.pack;

import org.jspecify.annotations.NullMarked;
