package dev.holdfast.action;

import static java.util.Objects.requireNonNull;

import dev.holdfast.health.Hold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How many voluntary removals the cluster bears in a minute, and whose turn it is: a namespace that
 * churns may not use up what the others need. One namespace never takes all; whoever was refused in
 * the last minute is kept an equal share, whoever was not is kept one more move than it made; and
 * of those who wait the one served least lately comes first. Within a namespace the more urgent
 * policy does, which changes nothing for other namespaces. Knows no clock and takes no lock.
 */
final class MoveBudget {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final int perMinute;
  private final List<Move> moves = new ArrayList<>();
  private final Map<String, Asker> askers = new HashMap<>();
  private final Waiting waiting = new Waiting();

  private record Move(String pod, String namespace, long at) {}

  /** A namespace that asked in the last minute. */
  private record Asker(long askedAt, Optional<Long> refusedAt, Optional<Long> servedAt) {
    boolean waits() {
      return refusedAt.isPresent() && servedAt.filter(at -> at >= refusedAt.get()).isEmpty();
    }

    boolean wasRefusedAfter(long time) {
      return refusedAt.filter(at -> at > time).isPresent();
    }

    boolean isBefore(Asker other) {
      return servedAt.orElse(Long.MIN_VALUE) < other.servedAt.orElse(Long.MIN_VALUE);
    }
  }

  MoveBudget(int perMinute) {
    this.perMinute = perMinute;
  }

  /**
   * Takes one move, or tells why not.
   *
   * @param pod its uid
   */
  Optional<Hold> take(String pod, Claimant claimant, long now) {
    var namespace = claimant.namespace();
    moves.removeIf(move -> now - move.at() >= MINUTE);
    askers.values().removeIf(asker -> now - asker.askedAt() >= MINUTE);
    waiting.forget(now - MINUTE);
    var asker = askers.getOrDefault(namespace, new Asker(now, Optional.empty(), Optional.empty()));
    askers.put(namespace, asker);
    var refusal = refuse(claimant, asker, now - MINUTE);
    if (refusal.isEmpty()) {
      askers.put(namespace, new Asker(now, asker.refusedAt(), Optional.of(now)));
      moves.add(new Move(pod, namespace, now));
      waiting.served(claimant);
    } else {
      askers.put(namespace, new Asker(now, Optional.of(now), asker.servedAt()));
      waiting.refused(claimant, now);
    }
    return refusal;
  }

  /** The last move of the pod was not made after all. */
  void giveBack(String pod) {
    for (int i = moves.size() - 1; i >= 0; i--) {
      if (moves.get(i).pod().equals(pod)) {
        moves.remove(i);
        return;
      }
    }
  }

  private Optional<Hold> refuse(Claimant claimant, Asker asker, long aMinuteAgo) {
    var namespace = claimant.namespace();
    int free = perMinute - moves.size();
    if (free <= 0) return Optional.of(full());
    int used = used(namespace);
    int most = most(namespace, aMinuteAgo);
    if (used >= most) return Optional.of(shareUsed(namespace, used));
    if (ahead(asker) >= free) return Optional.of(full());
    return waiting.aheadOf(claimant) >= Math.min(free, most - used)
        ? Optional.of(othersFirst(namespace))
        : Optional.empty();
  }

  /** Of a namespace alone three quarters, rounded up, so that a newcomer need not wait. */
  private int most(String namespace, long aMinuteAgo) {
    int others =
        askers.keySet().stream()
            .filter(other -> !other.equals(namespace))
            .mapToInt(other -> kept(other, aMinuteAgo))
            .sum();
    return Math.max(1, Math.min(perMinute - perMinute / 4, perMinute - others));
  }

  private int kept(String namespace, long aMinuteAgo) {
    boolean wantsMore = requireNonNull(askers.get(namespace)).wasRefusedAfter(aMinuteAgo);
    return wantsMore ? equalShare() : Math.min(equalShare(), used(namespace) + 1);
  }

  private int equalShare() {
    return Math.max(1, perMinute / askers.size());
  }

  private int used(String namespace) {
    return (int) moves.stream().filter(move -> move.namespace().equals(namespace)).count();
  }

  /** How many wait with less than their share, and were served before that one, or never. */
  private long ahead(Asker asker) {
    return askers.entrySet().stream()
        .filter(other -> other.getValue().waits() && other.getValue().isBefore(asker))
        .filter(other -> used(other.getKey()) < equalShare())
        .count();
  }

  private Hold full() {
    return new Hold(
        "ClusterBrake",
        "%d pods of the cluster were restarted or moved in the last minute".formatted(moves.size()),
        "a minute passes, or HOLDFAST_MOVES_PER_MINUTE is raised");
  }

  private static Hold othersFirst(String namespace) {
    return new Hold(
        "MoreUrgentFirst",
        "other policies of namespace %s have less of their error budgets left, and wait too"
            .formatted(namespace),
        "they had their turn, or a minute passes");
  }

  private Hold shareUsed(String namespace, int used) {
    return new Hold(
        "NamespaceShare",
        "%d pods of namespace %s were restarted or moved in the last minute, which is its share"
            .formatted(used, namespace),
        "a minute passes, or HOLDFAST_MOVES_PER_MINUTE is raised");
  }
}
