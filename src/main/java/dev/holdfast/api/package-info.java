/**
 * What users write and read, as records: YAML in, checked values with every default filled in out;
 * no I/O.
 */
@NullMarked
package dev.holdfast.api;

import org.jspecify.annotations.NullMarked;
