/** The least of a cluster that lets the demo run without binaries; nothing is proven by it. */
@NullMarked
package dev.holdfast.kit.standin;

import org.jspecify.annotations.NullMarked;
