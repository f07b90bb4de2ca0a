package dev.holdfast.plan;

import dev.holdfast.health.Fleet;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.signal.NodeSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Hosts that go together are found one after the other, as their leases were renewed. Until the
 * last of them is known a replacement for a pod of the first could be bound to it.
 */
final class Neighbours {
  static final String REASON = "AwaitingNeighbours";

  /** No event of another node wakes this policy. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private Neighbours() {}

  /** What is missing for replacing pods of that node: at most the time between two renewals. */
  static Optional<Decision> refuse(NodeHealth lost, Fleet fleet, Instant now) {
    var until = lost.verdict().since().plus(NodeSignal.LEASE_RENEWAL);
    if (!now.isBefore(until)) return Optional.empty();
    var open = openNodes(lost, fleet);
    return open.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Decision.heldUntil(
                soon(now, until),
                REASON,
                "silent too, and could be given the replacement: " + open,
                "they are heard or tainted, or it is " + until));
  }

  private static String openNodes(NodeHealth lost, Fleet fleet) {
    return fleet.nodes().values().stream()
        .filter(node -> node.verdict().isSilent() && !node.marked() && node.node().takesPods())
        .map(node -> node.node().name())
        .filter(name -> !name.equals(lost.node().name()))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static Instant soon(Instant now, Instant until) {
    var next = now.plus(LOOK);
    return next.isBefore(until) ? next : until;
  }
}
