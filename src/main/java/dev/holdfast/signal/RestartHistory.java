package dev.holdfast.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** When a pod's containers were seen to restart, newest last; arrival times of our own clock. */
public record RestartHistory(List<Instant> at) {
  /** More are never asked for: the largest {@code crashLoop.restarts} that a policy may name. */
  public static final int KEPT = 50;

  public static final RestartHistory NONE = new RestartHistory(List.of());

  public RestartHistory {
    at = List.copyOf(at);
  }

  public RestartHistory plus(int restarts, Instant now) {
    var all = new ArrayList<>(at);
    for (int i = 0; i < Math.min(restarts, KEPT); i++) all.add(now);
    return new RestartHistory(all.subList(Math.max(0, all.size() - KEPT), all.size()));
  }

  public long within(Duration window, Instant now) {
    return at.stream().filter(t -> t.isAfter(now.minus(window))).count();
  }
}
