package dev.holdfast.kit.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a thing was like since when; the oldest first. */
final class Past<T> {
  private final List<Since<T>> states = new ArrayList<>();

  private record Since<T>(T state, Instant from) {}

  Past(T state, Instant from) {
    states.add(new Since<>(state, from));
  }

  void become(T state, Instant from) {
    if (!state.equals(now())) states.add(new Since<>(state, from));
  }

  T now() {
    return states.getLast().state();
  }

  /**
   * All that it was within so long before the moment: whoever acted then may have known any of it.
   */
  Stream<T> within(Duration slack, Instant moment) {
    return IntStream.range(0, states.size())
        .filter(i -> !states.get(i).from().isAfter(moment))
        .filter(
            i -> i == states.size() - 1 || !states.get(i + 1).from().isBefore(moment.minus(slack)))
        .mapToObj(i -> states.get(i).state());
  }

  /** What it was at the moment; empty before it was known. */
  Optional<T> at(Instant moment) {
    return states.reversed().stream()
        .filter(state -> !state.from().isAfter(moment))
        .map(Since::state)
        .findFirst();
  }

  /** So it was for so long, without a break, up to the moment. */
  boolean wasFor(Duration time, Instant moment, Predicate<T> state) {
    var all = within(time, moment).toList();
    return !all.isEmpty()
        && all.stream().allMatch(state)
        && !states.getFirst().from().isAfter(moment.minus(time));
  }
}
