package dev.holdfast.plan;

import dev.holdfast.incident.Intent;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to do, what was held back and why, and when to look again. One pass may do all three.
 *
 * @param steer Healthy nodes that should be kept free of the replacement of a pod being moved
 * @param lookAgain when time alone may change something; absent when only an event can
 */
public record Plan(
    List<Intent> act, List<Held> held, Set<String> steer, @Nullable Instant lookAgain) {
  public Plan {
    act = List.copyOf(act);
    held = List.copyOf(held);
    steer = Set.copyOf(steer);
  }
}
