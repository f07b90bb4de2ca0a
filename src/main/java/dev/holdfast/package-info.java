/** Holdfast: from signals of a cluster to a plan that keeps its workloads available. */
@NullMarked
package dev.holdfast;

import org.jspecify.annotations.NullMarked;
