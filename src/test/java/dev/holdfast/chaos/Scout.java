package dev.holdfast.chaos;

import dev.holdfast.kit.ApiCall;
import java.io.IOException;
import java.util.List;

/** Runs a recovery undisturbed and writes down what it consists of. */
final class Scout {
  private Scout() {}

  /**
   * One recovery of that kind.
   *
   * @throws IllegalStateException when it goes wrong all by itself
   */
  static Course explore(Kind kind, Arena arena) throws IOException, InterruptedException {
    try (var stage = kind.stage(arena)) {
      var recorder = new Recorder(stage.scene().namespace());
      arena.add(recorder);
      try {
        kind.strike(stage);
        var wrong = Watchman.until(kind, stage, removal -> false, () -> {});
        if (!wrong.isEmpty()) {
          throw new IllegalStateException(kind.title() + " fails undisturbed: " + wrong);
        }
      } finally {
        arena.remove(recorder);
      }
      return new Course(kind, recorder.calls(), recorder.events(), lists(arena));
    }
  }

  private static List<String> lists(Arena arena) {
    return arena.leading().relay().watches().stream()
        .filter(watch -> !watch.query().contains("fieldSelector"))
        .map(ApiCall::path)
        .distinct()
        .sorted()
        .toList();
  }
}
