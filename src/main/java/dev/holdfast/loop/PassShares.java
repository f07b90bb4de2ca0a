package dev.holdfast.loop;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Shares the threads of passes between namespaces: none has more than half of them at a time, and
 * what it wants beyond that waits in a line of its own. So a tenant's ten thousand policies delay
 * each other, and nobody else's.
 */
final class PassShares {
  private final int most;
  private final Consumer<ResourceID> wake;
  private final Map<String, Lane> lanes = new HashMap<>();

  private static final class Lane {
    private final Set<ResourceID> waiting = new LinkedHashSet<>();
    private int running;

    boolean isIdle() {
      return running == 0 && waiting.isEmpty();
    }
  }

  /**
   * All lanes empty.
   *
   * @param threads on which passes run
   * @param wake asks for a pass of a policy that waited; it may find the lane full again
   */
  PassShares(int threads, Consumer<ResourceID> wake) {
    this.most = Math.max(1, threads / 2);
    this.wake = wake;
  }

  /** Runs the pass now, or lets the policy wait until a pass of its namespace has ended. */
  void run(ResourceID policy, Runnable pass) {
    if (!enters(policy)) return;
    try {
      pass.run();
    } finally {
      leave(policy).forEach(wake);
    }
  }

  private synchronized boolean enters(ResourceID policy) {
    var lane = lanes.computeIfAbsent(namespace(policy), name -> new Lane());
    if (lane.running >= most) {
      lane.waiting.add(policy);
      return false;
    }
    lane.waiting.remove(policy);
    lane.running++;
    return true;
  }

  /**
   * Whoever is woken stays in the line until it enters, at the end of it: a policy that is gone by
   * then must not keep others waiting.
   */
  private synchronized List<ResourceID> leave(ResourceID policy) {
    var lane = lanes.get(namespace(policy));
    if (lane == null) throw new IllegalStateException(policy + " left without having entered");
    lane.running--;
    var next = lane.waiting.stream().limit(most - lane.running).toList();
    next.forEach(lane.waiting::remove);
    lane.waiting.addAll(next);
    dropIfIdle(policy, lane);
    return next;
  }

  /** The policy is gone and waits for nothing. */
  synchronized void forget(ResourceID policy) {
    var lane = lanes.get(namespace(policy));
    if (lane == null) return;
    lane.waiting.remove(policy);
    dropIfIdle(policy, lane);
  }

  private void dropIfIdle(ResourceID policy, Lane lane) {
    if (lane.isIdle()) lanes.remove(namespace(policy));
  }

  private static String namespace(ResourceID policy) {
    return policy.getNamespace().orElse("");
  }
}
