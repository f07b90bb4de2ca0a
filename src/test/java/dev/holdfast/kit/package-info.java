/**
 * Test kit: options in, a real control plane with hosts that can die out (processes, sockets,
 * files).
 */
@NullMarked
package dev.holdfast.kit;

import org.jspecify.annotations.NullMarked;
