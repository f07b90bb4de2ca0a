package dev.holdfast.signal;

import java.time.Instant;

/**
 * A node's condition.
 *
 * @param since when we saw this status first; not {@code lastTransitionTime}, which other writers
 *     keep resetting
 */
public record ConditionSignal(String type, String status, String reason, Instant since) {}
