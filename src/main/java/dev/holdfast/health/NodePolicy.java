package dev.holdfast.health;

import dev.holdfast.api.NodePolicySpec;
import dev.holdfast.signal.NodeSignal;

/** A {@code NodeHealthPolicy} by name; the built-in one has an empty name. */
public record NodePolicy(String name, NodePolicySpec spec) {
  /** Applies to nodes that no other policy selects. */
  public static final NodePolicy BUILT_IN = new NodePolicy("", NodePolicySpec.DEFAULT);

  /** By the name alone: each pass looks up each node's policies, whose specs are large. */
  @Override
  public int hashCode() {
    return name.hashCode();
  }

  public boolean selects(NodeSignal node) {
    var selector = spec.nodeSelector();
    return selector == null || selector.toSelector().matches(node.labels());
  }
}
