package dev.holdfast.chaos;

import dev.holdfast.kit.Variables;
import java.time.Duration;

/**
 * What the environment says of a chaos run.
 *
 * @param only a trial, or how the names of some begin; empty for all
 * @param planes control planes side by side
 * @param lanes trials at once on one of them, of those that bear others
 * @param limit no trial is begun later than this after the start
 */
record Settings(long seed, String only, int planes, int lanes, Duration limit) {
  static Settings read(Variables env) {
    return new Settings(
        env.seed(),
        env.text("ONLY"),
        env.count("PLANES", 2),
        env.count("LANES", 7),
        Duration.ofMinutes(env.count("MINUTES", 75)));
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
