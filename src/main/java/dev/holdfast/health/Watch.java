package dev.holdfast.health;

import dev.holdfast.health.Fleet.Guard;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether what we see is what is: the account must not book a time in which nobody could tell.
 *
 * @param passedAt when the node loop last passed
 * @param evidenceSince since when it has watched without a hole
 * @param blindSince from when on nothing is known; absent while all is
 */
public record Watch(Instant passedAt, Instant evidenceSince, @Nullable Instant blindSince) {
  public static final Watch NEVER = new Watch(Instant.MIN, Instant.MIN, null);

  public Watch next(NodeView view, List<Guard> guards, Instant now) {
    return new Watch(now, view.evidenceSince(), blindSince(view, guards, now));
  }

  private @Nullable Instant blindSince(NodeView view, List<Guard> guards, Instant now) {
    if (guards.stream().anyMatch(Guards::isOfWholeCluster)) {
      return blindSince != null ? blindSince : lastSight(view, now);
    }
    boolean interrupted =
        view.evidenceSince().isAfter(evidenceSince) && !passedAt.equals(Instant.MIN);
    return interrupted ? passedAt : null;
  }

  private static Instant lastSight(NodeView view, Instant now) {
    var api = view.apiLastAnswerAt();
    var sight = api.isBefore(view.lastLeaseAt()) ? api : view.lastLeaseAt();
    return sight.isBefore(now) ? sight : now;
  }
}
