package dev.holdfast.incident;

import java.time.Instant;

/**
 * Removals that waiting would have spared: the node was Ready again in the same boot within the
 * promised time.
 *
 * @param at when they were done
 * @param acts how many
 */
public record Mistake(Instant at, int acts) {}
