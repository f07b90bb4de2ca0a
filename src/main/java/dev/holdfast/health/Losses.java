package dev.holdfast.health;

import dev.holdfast.health.NodeGroup.Judged;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Losses of nodes that this replica saw itself from the last sign of life on.
 *
 * @param watchingSince the first pass: what was heard last before was not seen; absent before it
 * @param recent the oldest first
 */
public record Losses(@Nullable Instant watchingSince, List<Loss> recent) {
  public static final Losses NONE = new Losses(null, List.of());

  /** What a brake lets through in hours: whoever leads writes them down within seconds. */
  static final int KEPT = 300;

  public Losses {
    recent = List.copyOf(recent.subList(Math.max(0, recent.size() - KEPT), recent.size()));
  }

  /** After one more look at all nodes. */
  public Losses next(Map<String, NodeMemory> before, List<Judged> nodes, Instant now) {
    var begun = watchingSince;
    if (begun == null) return new Losses(now, recent);
    var lost =
        nodes.stream()
            .filter(judged -> isDown(judged.verdict()))
            .filter(judged -> !wasDown(before.get(judged.node().name()), judged))
            .map(judged -> loss(judged, now))
            .filter(loss -> loss.heardAt().isAfter(begun) && isAnother(loss))
            .toList();
    return lost.isEmpty()
        ? this
        : new Losses(begun, Stream.concat(recent.stream(), lost.stream()).toList());
  }

  private static Loss loss(Judged judged, Instant now) {
    return new Loss(judged.node().name(), judged.lastSign().heardAt(), now);
  }

  private static boolean wasDown(@Nullable NodeMemory memory, Judged judged) {
    return memory != null && memory.uid().equals(judged.node().uid()) && isDown(memory.verdict());
  }

  private static boolean isDown(Verdict verdict) {
    return verdict instanceof Verdict.Lost || verdict instanceof Verdict.Dead;
  }

  /** It was heard in between: a hole in the evidence makes no second loss of one. */
  private boolean isAnother(Loss loss) {
    return recent.stream()
        .filter(known -> known.node().equals(loss.node()))
        .allMatch(known -> loss.heardAt().isAfter(known.knownAt()));
  }
}
