package dev.holdfast.kit;

import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** What the environment asks of a program of the tests. */
public record Variables(Map<String, String> values) {
  /** Short enough to be typed again. */
  private static final int SEEDS = 1_000_000;

  public static Variables here() {
    return new Variables(System.getenv());
  }

  /** Empty where it is not set. */
  public String text(String name) {
    return values.getOrDefault(name, "").strip();
  }

  /**
   * Where every random choice begins: a fresh one where none is set.
   *
   * @throws IllegalArgumentException when {@code SEED} is no whole number
   */
  public long seed() {
    return text("SEED").isEmpty()
        ? ThreadLocalRandom.current().nextLong(1, SEEDS)
        : number("SEED", Long.MIN_VALUE);
  }

  /**
   * How many of something, one at least.
   *
   * @throws IllegalArgumentException when it is no whole number, or less than one
   */
  public int count(String name, int otherwise) {
    long count = text(name).isEmpty() ? otherwise : number(name, 1);
    return (int) Math.min(count, Integer.MAX_VALUE);
  }

  private long number(String name, long least) {
    var text = text(name);
    try {
      long number = Long.parseLong(text);
      if (number >= least) return number;
      throw refused(name, text, " of at least " + least);
    } catch (NumberFormatException e) {
      throw refused(name, text, "");
    }
  }

  private static IllegalArgumentException refused(String name, String text, String which) {
    return new IllegalArgumentException(
        "%s must be a whole number%s, not '%s'".formatted(name, which, text));
  }
}
