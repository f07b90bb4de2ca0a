package dev.holdfast.incident;

import dev.holdfast.health.Fleet;
import dev.holdfast.health.NodeHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Removals of pods of lost nodes, and which of them turned out to be mistakes.
 *
 * @param open those whose node may still show it, one entry a node and boot
 * @param mistakes the oldest first, at most {@link History#KEPT}
 */
public record Removals(List<Removal> open, List<Mistake> mistakes) {
  public static final Removals NONE = new Removals(List.of(), List.of());

  /** Nodes of one policy that are lost within minutes: far more than a brake lets through. */
  static final int OPEN = 100;

  /** Nothing wakes a policy that has no pod left on the node: it looks every two minutes. */
  static final Duration LATEST_LOOK = Duration.ofMinutes(5);

  public Removals {
    open = List.copyOf(last(OPEN, open));
    mistakes = List.copyOf(last(History.KEPT, mistakes));
  }

  private static <T> List<T> last(int count, List<T> all) {
    return all.subList(Math.max(0, all.size() - count), all.size());
  }

  public boolean isEmpty() {
    return open.isEmpty() && mistakes.isEmpty();
  }

  Removals plus(Removal removal) {
    var known = open.stream().filter(removal::isBesides).findFirst();
    var others = open.stream().filter(other -> !removal.isBesides(other));
    var added = known.map(before -> before.plus(removal)).orElse(removal);
    return new Removals(Stream.concat(others, Stream.of(added)).toList(), mistakes);
  }

  /**
   * What the nodes show by now.
   *
   * @param promised how long a recovery may take
   */
  Removals judged(Fleet fleet, Duration promised, Instant now) {
    if (open.isEmpty()) return this;
    var undecided = new ArrayList<Removal>();
    var found = new ArrayList<>(mistakes);
    for (var removal : open) {
      var back = fleet.node(removal.node()).filter(Removals::isBack);
      boolean over = now.isAfter(removal.at().plus(promised).plus(LATEST_LOOK));
      if (back.isEmpty() && !over) undecided.add(removal);
      if (back.filter(node -> isMistake(removal, node, promised)).isPresent()) {
        found.add(new Mistake(removal.at(), removal.acts()));
      }
    }
    return undecided.size() == open.size() ? this : new Removals(undecided, found);
  }

  /** Ready is the kubelet's own word, and comes with the boot id of the kubelet that says it. */
  private static boolean isBack(NodeHealth node) {
    return node.node().saysReady() && !node.verdict().isSilent();
  }

  private static boolean isMistake(Removal removal, NodeHealth node, Duration promised) {
    return node.node().bootId().equals(removal.bootId())
        && !node.verdict().since().isAfter(removal.at().plus(promised));
  }

  /** How many removals that were done after that were mistakes. */
  public int mistakenSince(Instant start) {
    return mistakes.stream()
        .filter(mistake -> mistake.at().isAfter(start))
        .mapToInt(Mistake::acts)
        .sum();
  }
}
