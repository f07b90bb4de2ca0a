/** Tables over what passes say. */
@NullMarked
package dev.holdfast.pass;

import org.jspecify.annotations.NullMarked;
