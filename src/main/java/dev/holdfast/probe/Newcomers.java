package dev.holdfast.probe;

import java.time.Duration;
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

  private record UnderWay(Watch watch, long since) {}

  private final Reactor reactor;
  private final long patience;
  private final Queue<Watch> waiting = new ArrayDeque<>();
  private final List<UnderWay> underWay = new ArrayList<>(AT_ONCE);

  /**
   * Of a reactor that is not started yet.
   *
   * @param patience for so long at most one that is contacted makes others wait
   */
  Newcomers(Reactor reactor, Duration patience) {
    this.reactor = reactor;
    this.patience = patience.toNanos();
    reactor.atEachTick(this::admit);
  }

  /** From any thread. */
  void add(Watch watch) {
    reactor.execute(() -> waiting.add(watch));
  }

  private void admit() {
    underWay.removeIf(this::makesRoom);
    while (underWay.size() < AT_ONCE && !waiting.isEmpty()) {
      var next = waiting.remove();
      if (!next.isNew()) continue;
      underWay.add(new UnderWay(next, reactor.nanos()));
      next.askAt(reactor.nanos());
    }
  }

  private boolean makesRoom(UnderWay one) {
    return !one.watch().isNew() || reactor.nanos() - one.since() >= patience;
  }
}
