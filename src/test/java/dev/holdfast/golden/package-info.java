/** Snapshots of a cluster as YAML in; the whole plan out, held to what each file expects. */
@NullMarked
package dev.holdfast.golden;

import org.jspecify.annotations.NullMarked;
