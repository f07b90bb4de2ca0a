package dev.holdfast.kube.source;

import dev.holdfast.signal.NodeWarning;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What Events warn of, node by node. Whatever arrives, it holds no more than the nodes that exist
 * times the reasons that are known, and is told anew at most twice a minute; safe to use from any
 * thread.
 */
public final class NodeWarnings {
  /** Events are kept for an hour; more of them about nodes are a flood. */
  static final int MOST_EVENTS = 10_000;

  /** However fast Events arrive or are forgotten, statuses that show them change no faster. */
  public static final Duration PICTURE_STANDS = Duration.ofSeconds(30);

  private final Predicate<String> isNode;
  private final Supplier<Instant> clock;
  private final Events events = new Events();
  private final Map<Kind, Frequency> frequencies = new HashMap<>();
  private final List<Consumer<Duration>> listeners = new CopyOnWriteArrayList<>();
  private List<NodeWarning> drawn = List.of();
  private Instant drawnAt = Instant.EPOCH;

  /**
   * What is told.
   *
   * @param warnings by node and reason
   * @param standsFor after that time it may be another; absent when nothing is to be told or
   *     forgotten
   */
  public record Picture(List<NodeWarning> warnings, @Nullable Duration standsFor) {}

  private record Kind(String node, String reason) {}

  /** Only those that matter, and no more than is sane: what is not kept counts as new. */
  private static final class Events extends KeyedRecords<WarningEvent> {
    @Override
    public void put(String namespace, String name, WarningEvent event) {
      boolean known = get(namespace, name) != null;
      if (event.matters() && (known || size() < MOST_EVENTS)) super.put(namespace, name, event);
    }
  }

  NodeWarnings(Predicate<String> isNode, Supplier<Instant> clock) {
    this.isNode = isNode;
    this.clock = clock;
  }

  RecordStore<WarningEvent> records() {
    return events;
  }

  /** Told after which time the picture may have changed. */
  public void addListener(Consumer<Duration> listener) {
    listeners.add(listener);
  }

  /** An Event that arrived while we watched: what is listed happened at any time before. */
  void arrived(@Nullable WarningEvent before, @Nullable WarningEvent after) {
    if (after == null || !after.matters() || !isNode.test(after.node())) return;
    int more = after.count() - (before == null ? 0 : before.count());
    if (more <= 0) return;
    var delay = count(after, more);
    listeners.forEach(listener -> listener.accept(delay));
  }

  private synchronized Duration count(WarningEvent event, int more) {
    var now = clock.get();
    frequencies
        .computeIfAbsent(new Kind(event.node(), event.reason()), kind -> new Frequency())
        .add(more, now);
    if (stands(now)) return rest(now);
    draw(now);
    return Duration.ZERO;
  }

  /** What may be told now: it does not change any more. */
  public synchronized Picture picture() {
    var now = clock.get();
    if (!stands(now)) draw(now);
    return new Picture(drawn, frequencies.isEmpty() ? null : rest(now));
  }

  /** Nothing is no picture: the first warning after it is told at once. */
  private boolean stands(Instant now) {
    return !drawn.isEmpty() && rest(now).isPositive();
  }

  private Duration rest(Instant now) {
    return Duration.between(now, drawnAt.plus(PICTURE_STANDS));
  }

  private void draw(Instant now) {
    frequencies.values().removeIf(frequency -> frequency.within(now) == 0);
    drawn =
        frequencies.entrySet().stream()
            .map(e -> warning(e.getKey(), e.getValue().within(now)))
            .sorted(Comparator.comparing(NodeWarning::node).thenComparing(NodeWarning::reason))
            .toList();
    drawnAt = now;
  }

  private static NodeWarning warning(Kind kind, int times) {
    return new NodeWarning(kind.node(), kind.reason(), times);
  }
}
