package dev.holdfast.loop;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Shares the threads of passes between namespaces: none has more than half of them at a time, and
 * while it has some it gets no more of the last quarter, which is for namespaces that have none.
 * What a namespace wants beyond that waits in a line of its own. So a tenant's ten thousand
 * policies delay each other, and nobody else's, nor do those of two or three such tenants.
 */
final class PassShares {
  private final int most;
  private final int shared;
  private final Consumer<ResourceID> wake;
  private final Map<String, Lane> lanes = new HashMap<>();
  private int running;

  private static final class Lane {
    private final Set<ResourceID> waiting = new LinkedHashSet<>();
    private int running;

    boolean isIdle() {
      return running == 0 && waiting.isEmpty();
    }

    /** They stay in the line until they enter, at the end of it. */
    Stream<ResourceID> next(int count) {
      var next = waiting.stream().limit(count).toList();
      next.forEach(waiting::remove);
      waiting.addAll(next);
      return next.stream();
    }
  }

  /**
   * All lanes empty.
   *
   * @param threads on which passes run
   * @param wake asks for a pass of a policy that waited; it may find no room again
   */
  PassShares(int threads, Consumer<ResourceID> wake) {
    this.most = Math.max(1, threads / 2);
    this.shared = threads - Math.max(1, threads / 4);
    this.wake = wake;
  }

  /** Runs the pass now, or lets the policy wait until a pass has ended that leaves it room. */
  void run(ResourceID policy, Runnable pass) {
    if (!enters(policy)) return;
    try {
      pass.run();
    } finally {
      leave(policy).forEach(wake);
    }
  }

  /** It gets no pass, and waits for none: whoever waits behind it gets its turn. */
  void forget(ResourceID policy) {
    drop(policy).forEach(wake);
  }

  private synchronized boolean enters(ResourceID policy) {
    var lane = lanes.computeIfAbsent(namespace(policy), name -> new Lane());
    if (room(lane) == 0) {
      lane.waiting.add(policy);
      return false;
    }
    lane.waiting.remove(policy);
    lane.running++;
    running++;
    return true;
  }

  /** Who has none running may always begin one. */
  private int room(Lane lane) {
    int room = Math.clamp(shared - running, 0, most - lane.running);
    return lane.running == 0 ? Math.max(1, room) : room;
  }

  private synchronized List<ResourceID> leave(ResourceID policy) {
    var lane = lanes.get(namespace(policy));
    if (lane == null) throw new IllegalStateException(policy + " left without having entered");
    lane.running--;
    running--;
    return handOn(policy, lane);
  }

  private synchronized List<ResourceID> drop(ResourceID policy) {
    var lane = lanes.get(namespace(policy));
    return lane != null && lane.waiting.remove(policy) ? handOn(policy, lane) : List.of();
  }

  /** First to its own lane, then to those that have fewest running, as long as there is room. */
  private List<ResourceID> handOn(ResourceID policy, Lane lane) {
    if (lane.isIdle()) lanes.remove(namespace(policy));
    var own = lane.next(room(lane)).toList();
    int left = shared - running - own.size();
    if (left <= 0) return own;
    var others =
        lanes.values().stream()
            .filter(other -> other != lane && other.running > 0 && !other.waiting.isEmpty())
            .sorted(Comparator.comparingInt(other -> other.running))
            .toList();
    return Stream.concat(own.stream(), others.stream().flatMap(o -> o.next(room(o))).limit(left))
        .toList();
  }

  private static String namespace(ResourceID policy) {
    return policy.getNamespace().orElse("");
  }
}
