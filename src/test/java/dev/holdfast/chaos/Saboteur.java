package dev.holdfast.chaos;

import dev.holdfast.kit.ApiCall;
import dev.holdfast.kit.Fate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Does one thing to one point of one recovery, once. */
final class Saboteur implements Passage {
  static final Duration DELAY = Duration.ofSeconds(30);

  /** More than any client of ours waits for an answer. */
  private static final Duration LOST_FOR = Duration.ofSeconds(13);

  private final Trial trial;
  private final Arena arena;
  private final Counter counter;
  private final AtomicBoolean reached = new AtomicBoolean();
  private volatile @Nullable Hit hit;

  /** When and on which watch it struck. */
  record Hit(long at, Seat seat, ApiCall call) {}

  Saboteur(Trial trial, String scene, Arena arena) {
    this.trial = trial;
    this.arena = arena;
    this.counter = new Counter(scene);
  }

  @Override
  public Fate decide(Seat seat, ApiCall call) {
    boolean mine = counter.call(call).filter(trial.point()::equals).isPresent();
    return mine && strikes(seat, call) ? fate(seat) : Fate.pass();
  }

  private Fate fate(Seat seat) {
    return switch (trial.mode()) {
      case KILL_BEFORE -> new Fate.Before(() -> arena.kill(seat));
      case KILL_AFTER -> new Fate.After(() -> arena.kill(seat));
      case DELAY -> new Fate.Delay(DELAY);
      case LOSE_REPLY -> new Fate.After(() -> LockSupport.parkNanos(LOST_FOR.toNanos()));
      case DROP_EVENT, STALE_LIST -> Fate.pass();
    };
  }

  @Override
  public boolean keeps(Seat seat, ApiCall watch, String event) {
    if (trial.mode() != Mode.DROP_EVENT || !seat.leads()) return true;
    boolean mine = counter.event(watch, event).filter(trial.point()::equals).isPresent();
    return !mine || !strikes(seat, watch);
  }

  private boolean strikes(Seat seat, ApiCall call) {
    if (!reached.compareAndSet(false, true)) return false;
    hit = new Hit(System.nanoTime(), seat, call);
    return true;
  }

  /** Null before. */
  @Nullable Hit hit() {
    return hit;
  }
}
