package dev.holdfast.kit.oracle;

import dev.holdfast.kit.AuditEvent;
import java.time.Instant;

/** A change that gave a node our mark. */
record Marking(String node, NodeFacts.State state, Instant at) {

  static boolean is(AuditEvent change, Facts facts) {
    if (!change.is("patch", "nodes") || !change.succeeded()) return false;
    var before = facts.node(change.name()).map(node -> node.now().mark()).orElse("");
    return before.isEmpty() && !NodeFacts.State.of(change.response()).mark().isEmpty();
  }

  static Marking of(AuditEvent change) {
    return new Marking(change.name(), NodeFacts.State.of(change.response()), change.received());
  }
}
