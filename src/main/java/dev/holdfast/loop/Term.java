package dev.holdfast.loop;

import java.time.Instant;

/**
 * A time in which some replica led.
 *
 * @param since when it took the lease, by its own clock
 * @param until when it renewed it last
 */
record Term(Instant since, Instant until) {}
