package dev.holdfast.ledger;

import dev.holdfast.health.Loss;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How long it took to find lost nodes lost, over changes of the leader.
 *
 * @param entries by when it was known, at most {@link #KEPT}
 */
public record Detections(List<Detection> entries) {
  /** Four thousand characters of a status; a quantile gains little from more. */
  public static final int KEPT = 300;

  public static final Duration REMEMBERED = Duration.ofDays(30);
  public static final Detections NONE = new Detections(List.of());

  /**
   * One loss.
   *
   * @param node a hash of its name, which takes four bytes instead of sixty: two nodes that share
   *     one cost an entry only when they are lost at the same time
   */
  public record Detection(int node, Instant knownAt, Duration took) {

    static Detection of(Loss loss) {
      return new Detection(
          loss.node().hashCode(),
          Instant.ofEpochMilli(loss.knownAt().toEpochMilli()),
          Duration.ofMillis(loss.detection().toMillis()));
    }

    /** Two replicas, and two looks, may know of one loss: it was not heard in between. */
    boolean isTheSameLossAs(Detection other) {
      return node == other.node
          && !knownAt.minus(took).isAfter(other.knownAt)
          && !other.knownAt.minus(other.took).isAfter(knownAt);
    }
  }

  public Detections {
    var sorted = entries.stream().sorted(Comparator.comparing(Detection::knownAt)).toList();
    entries = List.copyOf(sorted.subList(Math.max(0, sorted.size() - KEPT), sorted.size()));
  }

  /** With those that are not known yet, and without those that are too old. */
  public Detections plus(List<Loss> losses, Instant now) {
    var all = new ArrayList<>(entries);
    for (var loss : losses) {
      var found = Detection.of(loss);
      if (all.stream().noneMatch(found::isTheSameLossAs)) all.add(found);
    }
    all.removeIf(detection -> !detection.knownAt().isAfter(now.minus(REMEMBERED)));
    return new Detections(all);
  }

  /** The time within which so large a share of them was found; empty without any. */
  public Optional<Duration> quantile(double share) {
    return new Survival(entries.stream().map(Detection::took).toList(), List.of()).quantile(share);
  }
}
