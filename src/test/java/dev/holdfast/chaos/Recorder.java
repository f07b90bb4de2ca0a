package dev.holdfast.chaos;

import dev.holdfast.kit.ApiCall;
import dev.holdfast.kit.Fate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Writes down all points of an undisturbed recovery. */
final class Recorder implements Passage {
  private final Counter counter;
  private final Set<Point> calls = new LinkedHashSet<>();
  private final Set<Point> events = new LinkedHashSet<>();

  Recorder(String scene) {
    this.counter = new Counter(scene);
  }

  @Override
  public synchronized Fate decide(Seat seat, ApiCall call) {
    counter.call(call).ifPresent(calls::add);
    return Fate.pass();
  }

  /** What a follower is told makes no recovery. */
  @Override
  public synchronized boolean keeps(Seat seat, ApiCall watch, String event) {
    if (seat.leads()) counter.event(watch, event).ifPresent(events::add);
    return true;
  }

  synchronized List<Point> calls() {
    return new ArrayList<>(calls);
  }

  synchronized List<Point> events() {
    return new ArrayList<>(events);
  }
}
