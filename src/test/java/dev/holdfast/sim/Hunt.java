package dev.holdfast.sim;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Plays histories until one goes wrong: with a seeded bug in what decides, the first that shows it.
 */
public final class Hunt {
  private static final List<FaultClass> SHORT =
      Arrays.stream(FaultClass.values()).filter(what -> !what.isIdle()).toList();

  private Hunt() {}

  /** Of those that a test plays each time the first that goes wrong, and how it does. */
  public static Optional<List<String>> kept() {
    return firstOf(Histories.played().toList());
  }

  /**
   * The same of any in small clusters.
   *
   * @param rounds in each of which every short kind of history is played once
   */
  public static Optional<List<String>> fresh(int rounds) {
    return IntStream.range(0, rounds)
        .boxed()
        .flatMap(round -> firstOf(round(round)).stream())
        .findFirst();
  }

  private static List<Histories.Key> round(int round) {
    return SHORT.stream().map(what -> new Histories.Key(what, small(what, round))).toList();
  }

  /** The seed of a small one, another in each round. */
  private static long small(FaultClass what, int round) {
    return LongStream.iterate(1, seed -> seed + 1)
        .filter(seed -> Episode.isSmall(what, seed))
        .skip(round)
        .findFirst()
        .orElseThrow();
  }

  private static Optional<List<String>> firstOf(List<Histories.Key> histories) {
    return histories.parallelStream().map(Hunt::told).flatMap(Optional::stream).findFirst();
  }

  private static Optional<List<String>> told(Histories.Key history) {
    var name = "%s %d".formatted(history.what(), history.seed());
    return wrong(history).map(how -> List.of(name, how));
  }

  private static Optional<String> wrong(Histories.Key history) {
    try {
      return Episode.run(history.what(), history.seed(), false).errors().stream().findFirst();
    } catch (RuntimeException | AssertionError broken) {
      return Optional.of(broken.toString());
    }
  }
}
