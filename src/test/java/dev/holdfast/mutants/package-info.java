/** Seeded bugs of the operator go in, and which test catches each comes out. */
@NullMarked
package dev.holdfast.mutants;

import org.jspecify.annotations.NullMarked;
