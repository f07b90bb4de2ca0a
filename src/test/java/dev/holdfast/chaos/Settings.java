package dev.holdfast.chaos;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What the environment says of a chaos run.
 *
 * @param only a trial, or how the names of some begin; empty for all
 * @param planes control planes side by side
 * @param lanes trials at once on one of them, of those that bear others
 * @param limit no trial is begun later than this after the start
 */
record Settings(long seed, String only, int planes, int lanes, Duration limit) {
  private static final int SEEDS = 1_000_000;

  static Settings read(Map<String, String> env) {
    return new Settings(
        seed(env),
        env.getOrDefault("ONLY", ""),
        Integer.parseInt(env.getOrDefault("PLANES", "2")),
        Integer.parseInt(env.getOrDefault("LANES", "7")),
        Duration.ofMinutes(Integer.parseInt(env.getOrDefault("MINUTES", "75"))));
  }

  /** A fresh one where none is set. */
  static long seed(Map<String, String> env) {
    var seed = env.getOrDefault("SEED", "");
    return seed.isEmpty() ? ThreadLocalRandom.current().nextInt(1, SEEDS) : Long.parseLong(seed);
  }

  /** A trial is named in full. */
  boolean isOne() {
    return only.indexOf('#') > 0;
  }

  boolean wants(Kind kind) {
    return only.startsWith(kind.title()) || kind.title().startsWith(only);
  }

  boolean wants(Trial trial) {
    return trial.toString().startsWith(only);
  }
}
