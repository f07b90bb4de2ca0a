package dev.holdfast.loop;

import dev.holdfast.probe.ProbeTarget;

/**
 * A target, and when it counts as missed.
 *
 * @param failureThreshold so many probes in a row must bring the same
 */
record Asked(ProbeTarget target, int failureThreshold) {}
