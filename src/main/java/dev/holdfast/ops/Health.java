package dev.holdfast.ops;

import java.util.Map;

/**
 * The checks behind each probe, by name.
 *
 * @param live failing restarts the container: only what a restart mends belongs here
 * @param ready failing takes the replica out of Services and holds up a rollout
 * @param started failing keeps the other two from being asked
 */
public record Health(
    Map<String, HealthCheck> live,
    Map<String, HealthCheck> ready,
    Map<String, HealthCheck> started) {}
