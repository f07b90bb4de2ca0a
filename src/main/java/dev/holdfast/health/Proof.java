package dev.holdfast.health;

import java.time.Instant;

/**
 * Positive evidence that a machine does not run. It names the very machine (node uid) and the very
 * boot, so that it says nothing about a namesake or about the time after a restart.
 */
public sealed interface Proof {
  String nodeUid();

  String bootId();

  /** An administrator wrote {@code holdfast.dev/confirmed-dead: <bootID>} on the node. */
  record HumanConfirmed(String nodeUid, String bootId, Instant seenAt) implements Proof {}

  /** Same machine, same boot, same kind of word; when it was first seen does not matter. */
  default boolean isSameAs(Proof other) {
    return getClass() == other.getClass()
        && nodeUid().equals(other.nodeUid())
        && bootId().equals(other.bootId());
  }
}
