package dev.holdfast.chaos;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Explores kinds of recoveries, on several control planes at once. */
final class Expedition {
  private final Map<Kind, Course> courses = new ConcurrentHashMap<>();
  private final Queue<Kind> kinds;
  private final Consumer<Course> found;
  private final BiConsumer<Outcome, Arena> failed;

  /**
   * A new one.
   *
   * @param found told of each course
   * @param failed told of each kind that fails all by itself
   */
  Expedition(List<Kind> kinds, Consumer<Course> found, BiConsumer<Outcome, Arena> failed) {
    this.kinds = new ConcurrentLinkedQueue<>(kinds);
    this.found = found;
    this.failed = failed;
  }

  /** All that can be done to the explored kinds, in the same order each time. */
  Stream<Trial> trials(List<Arena> arenas) throws InterruptedException {
    var threads =
        arenas.stream()
            .map(arena -> Thread.ofPlatform().daemon().start(() -> explore(arena)))
            .toList();
    for (var thread : threads) thread.join();
    return Arrays.stream(Kind.values())
        .filter(courses::containsKey)
        .flatMap(kind -> Plan.of(courses.get(kind)).stream());
  }

  private void explore(Arena arena) {
    for (var kind = kinds.poll(); kind != null; kind = kinds.poll()) {
      try {
        var course = Scout.explore(kind, arena);
        courses.put(kind, course);
        found.accept(course);
      } catch (Exception | AssertionError e) {
        var undisturbed = new Trial(kind, Mode.DELAY, new Point("nothing", 0, false));
        failed.accept(new Outcome(undisturbed, false, List.of(e.toString()), Duration.ZERO), arena);
      }
    }
  }
}
