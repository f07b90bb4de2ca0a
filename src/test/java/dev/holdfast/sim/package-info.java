/**
 * What Holdfast does in virtual time: a cluster, its network, its control plane and three replicas
 * of Holdfast are played; the passes, the gate, the executors and what they send are the real ones.
 */
@NullMarked
package dev.holdfast.sim;

import org.jspecify.annotations.NullMarked;
