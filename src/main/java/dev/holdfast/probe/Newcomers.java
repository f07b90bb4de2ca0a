package dev.holdfast.probe;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Targets that were never contacted. At a start there are 5,000 of them, and to agree keys is dear:
 * they are contacted a few at a time, as fast as we can compute. That also spreads them over time.
 */
final class Newcomers {
  /** Enough to keep us busy while we wait for some of them. */
  private static final int AT_ONCE = 32;

  private final Reactor reactor;
  private final Queue<Watch> waiting = new ArrayDeque<>();
  private final List<Watch> underWay = new ArrayList<>(AT_ONCE);

  Newcomers(Reactor reactor) {
    this.reactor = reactor;
  }

  void add(Watch watch) {
    waiting.add(watch);
  }

  void admit() {
    underWay.removeIf(watch -> !watch.isNew());
    while (underWay.size() < AT_ONCE && !waiting.isEmpty()) {
      var next = waiting.remove();
      if (!next.isNew()) continue;
      underWay.add(next);
      next.askAt(reactor.nanos());
    }
  }
}
