/** What Holdfast costs and how fast it is, measured; each main prints its figures. */
@NullMarked
package dev.holdfast.bench;

import org.jspecify.annotations.NullMarked;
