package dev.holdfast.kit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The states of a host in the order in which it entered them. */
final class HostHistory {
  private final List<HostState.Since> entered = new ArrayList<>();

  void enter(HostState state) {
    entered.add(new HostState.Since(state, Instant.now()));
  }

  HostState state() {
    return entered.getLast().state();
  }

  List<HostState.Since> all() {
    return List.copyOf(entered);
  }
}
