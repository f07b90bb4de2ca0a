package dev.holdfast.vote;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Takes from several in turn, so that who has much leaves the others theirs. */
final class InTurn {
  private InTurn() {}

  /** The first of each, then the second of each that has one, and so on. */
  static <T> Stream<T> of(List<List<T>> all) {
    int longest = all.stream().mapToInt(List::size).max().orElse(0);
    return IntStream.range(0, longest)
        .boxed()
        .flatMap(i -> all.stream().filter(one -> i < one.size()).map(one -> one.get(i)));
  }
}
