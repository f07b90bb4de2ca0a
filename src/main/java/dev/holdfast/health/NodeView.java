package dev.holdfast.health;

import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.Vote.Cast;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the node loop sees now.
 *
 * @param holdsEnforced does the node hold pods of an Enforce policy?
 * @param enforcing is there any Enforce policy at all?
 * @param steer Healthy nodes that a Migrate wants to keep its replacement off
 * @param synced every cache has its first list
 * @param lastLeaseAt when any lease was seen to renew last
 * @param apiLastAnswerAt when the API server answered last
 * @param apiBackAt when it answered again after an outage; absent without one
 * @param evidenceSince since when we have watched without a hole
 * @param votes of all observers, our own included
 * @param podReadyAt when a pod on that node was last seen to become ready
 */
public record NodeView(
    List<NodeSignal> nodes,
    List<NodePolicy> policies,
    Predicate<String> holdsEnforced,
    boolean enforcing,
    Set<String> steer,
    boolean synced,
    Instant lastLeaseAt,
    Instant apiLastAnswerAt,
    @Nullable Instant apiBackAt,
    Instant evidenceSince,
    Collection<Cast> votes,
    Function<String, Optional<Instant>> podReadyAt) {}
