/** What users write and read, in: the custom resources as JSON; out: records. No I/O. */
@NullMarked
package dev.holdfast.api;

import org.jspecify.annotations.NullMarked;
