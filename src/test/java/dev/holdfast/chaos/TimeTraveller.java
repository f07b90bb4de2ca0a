package dev.holdfast.chaos;

import dev.holdfast.kit.ApiCall;
import dev.holdfast.kit.Fate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * At the recovery's first change the leader's watch of one kind is ended; the list that follows is
 * the one from before the fault, and what came since is kept back for a while.
 */
final class TimeTraveller implements Passage {
  private static final Duration KEPT_BACK = Duration.ofSeconds(5);

  private final String kind;
  private final Counter counter;
  private final String scene;
  private final String oldList;
  private final AtomicInteger step = new AtomicInteger();
  private volatile @Nullable Seat seat;

  /**
   * @param kind as in the path of its lists, such as "pods"
   * @param oldList the answer from before the fault
   */
  TimeTraveller(String kind, String scene, String oldList) {
    this.kind = kind;
    this.scene = scene;
    this.oldList = oldList;
    this.counter = new Counter(scene);
  }

  @Override
  public Fate decide(Seat from, ApiCall call) {
    boolean begins = call.isChange() && counter.call(call).isPresent() && from.leads();
    if (begins && step.compareAndSet(0, 1)) {
      seat = from;
      return new Fate.Delay(expireFirst(from));
    }
    if (from != seat || !CallName.resource(call).filter(kind::equals).isPresent()) {
      return Fate.pass();
    }
    if (!call.isWatch() && CallName.isOfAKind(call) && step.compareAndSet(1, 2)) {
      return new Fate.Answer(200, oldList);
    }
    return call.isWatch() && step.compareAndSet(2, 3) ? new Fate.Delay(KEPT_BACK) : Fate.pass();
  }

  private Duration expireFirst(Seat from) {
    from.relay().expire(watch -> CallName.resource(watch).filter(kind::equals).isPresent());
    return Duration.ofMillis(300); // the list is served before what the change does
  }

  @Override
  public boolean keeps(Seat from, ApiCall watch, String event) {
    return true;
  }

  /** Whether the old list was served. */
  boolean served() {
    return step.get() >= 2;
  }

  @Override
  public String toString() {
    return "stale " + kind + " in " + scene;
  }
}
