package dev.holdfast.incident;

import java.time.Instant;

/**
 * Pods that we removed because their node was lost, as long as the node may show that its machine
 * had run on.
 *
 * @param bootId of the node's last word
 * @param at when the last of them was removed
 * @param acts how many removals
 */
public record Removal(String node, String bootId, Instant at, int acts) {

  boolean isBesides(Removal other) {
    return node.equals(other.node) && bootId.equals(other.bootId);
  }

  Removal plus(Removal later) {
    return new Removal(node, bootId, later.at, acts + later.acts);
  }
}
