/**
 * Targets in, what they answered out; opens sockets; one thread asks all nodes, another all pods.
 */
@NullMarked
package dev.holdfast.probe;

import org.jspecify.annotations.NullMarked;
