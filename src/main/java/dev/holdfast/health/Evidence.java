package dev.holdfast.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one node besides its own word.
 *
 * @param since since when we have watched without a hole; silence before it proves nothing
 * @param reach what the observers say
 * @param podReadyAt when a pod there was last seen to become ready, which only its kubelet says;
 *     absent when none did
 */
public record Evidence(Instant since, Reach reach, @Nullable Instant podReadyAt) {}
