package dev.holdfast.chaos;

import dev.holdfast.kit.ApiCall;
import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.Fate;
import dev.holdfast.kit.OperatorAccount;
import dev.holdfast.kit.RelayRules;
import dev.holdfast.kit.Scene;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A control plane with two replicas of the operator, whose traffic can be seen and disturbed. */
final class Arena implements AutoCloseable {
  private static final int REPLICAS = 2;
  private static final Duration READY_WITHIN = Duration.ofMinutes(3);

  private final ControlPlane plane;
  private final Leader leader;
  private final List<Seat> seats = new ArrayList<>();
  private final List<Passage> passages = new CopyOnWriteArrayList<>();
  private final Set<Integer> told = new HashSet<>();
  private final Lock alone = new ReentrantLock(true);

  private Arena(ControlPlane plane) {
    this.plane = plane;
    this.leader = Leader.on(plane.client());
  }

  /** The plane stays the caller's; the replicas are on their way when this returns. */
  static Arena on(ControlPlane plane, WarmStart warm) throws IOException {
    var account = OperatorAccount.install(plane);
    var arena = new Arena(plane);
    for (int i = 0; i < REPLICAS; i++) {
      var seat = Seat.on(plane, account, arena.leader, warm);
      seat.relay().follow(arena.new Rules(seat));
      arena.seats.add(seat);
    }
    return arena;
  }

  ControlPlane plane() {
    return plane;
  }

  List<Seat> seats() {
    return seats;
  }

  void add(Passage passage) {
    passages.add(passage);
  }

  void remove(Passage passage) {
    passages.remove(passage);
  }

  /** The replica there is gone when this returns; the other one leads soon. */
  void kill(Seat seat) {
    try {
      seat.replace();
    } catch (IOException e) {
      throw new UncheckedIOException("No new replica", e);
    }
  }

  /** Returns when one replica leads and the other could. */
  void awaitReplicas() {
    seats.forEach(Seat::awaitReady);
    Awaitility.await("a replica leads")
        .atMost(READY_WITHIN)
        .pollDelay(Duration.ZERO)
        .until(() -> seats.stream().anyMatch(Seat::leads));
  }

  Seat leading() {
    return seats.stream().filter(Seat::leads).findFirst().orElse(seats.getFirst());
  }

  /** What the oracle found of that scene, or of none, and nobody was told yet. */
  List<String> misdeeds(String scene) {
    return untold(text -> CallName.speaksOf(scene, text) || !text.contains(Scene.PREFIX));
  }

  /** What the oracle found and nobody was told yet. */
  List<String> leftMisdeeds() {
    return untold(text -> true);
  }

  private synchronized List<String> untold(Predicate<String> which) {
    var all = plane.misdeeds();
    var fresh = new ArrayList<String>();
    for (int i = 0; i < all.size(); i++) {
      if (which.test(all.get(i)) && told.add(i)) fresh.add(all.get(i));
    }
    return fresh;
  }

  /** Held by whoever disturbs the whole control plane. */
  Lock alone() {
    return alone;
  }

  @Override
  public void close() {
    seats.forEach(Seat::close);
  }

  /** What goes through one seat's relay is shown to all passages; the first that minds decides. */
  private final class Rules implements RelayRules {
    private final Seat seat;

    Rules(Seat seat) {
      this.seat = seat;
    }

    @Override
    public Fate decide(ApiCall call) {
      Fate decided = Fate.pass();
      for (var passage : passages) {
        var fate = passage.decide(seat, call);
        if (decided instanceof Fate.Pass) decided = fate;
      }
      return decided;
    }

    @Override
    public boolean keeps(ApiCall watch, String event) {
      boolean kept = true;
      for (var passage : passages) kept &= passage.keeps(seat, watch, event);
      return kept;
    }
  }
}
