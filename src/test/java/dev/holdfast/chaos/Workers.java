package dev.holdfast.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * Works off trials on several control planes. Those that disturb a whole plane have one for
 * themselves; of the others several run on one at the same time.
 */
final class Workers {
  private static final int ONE_PLAYS_ONE_IS_SET = 2;

  private final Queue<Trial> alone = new ConcurrentLinkedQueue<>();
  private final Queue<Trial> together = new ConcurrentLinkedQueue<>();
  private final BiConsumer<Outcome, Arena> done;
  private final int lanes;
  private final BooleanSupplier late;

  /**
   * @param lanes trials at once on one plane, of those that bear it
   * @param late no further trial is to be begun
   * @param done told of each outcome, from any thread
   */
  Workers(List<Trial> trials, int lanes, BooleanSupplier late, BiConsumer<Outcome, Arena> done) {
    trials.forEach(trial -> (trial.isForAll() ? alone : together).add(trial));
    this.lanes = lanes;
    this.late = late;
    this.done = done;
  }

  /** Returns when all is done or it is late; the first plane begins with those that bear others. */
  void work(List<Arena> arenas) throws InterruptedException {
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < arenas.size(); i++) {
      var arena = arenas.get(i);
      boolean first = i == 0;
      threads.add(Thread.ofPlatform().daemon().name("arena-" + i).start(() -> work(arena, first)));
    }
    for (var thread : threads) thread.join();
  }

  private void work(Arena arena, boolean togetherFirst) {
    if (togetherFirst) drain(together, lanes, arena);
    drain(alone, ONE_PLAYS_ONE_IS_SET, arena);
    drain(together, lanes, arena);
  }

  private void drain(Queue<Trial> queue, int atOnce, Arena arena) {
    var threads = new ArrayList<Thread>();
    for (int lane = 0; lane < atOnce; lane++) {
      threads.add(Thread.ofPlatform().daemon().start(() -> drain(queue, arena)));
    }
    threads.forEach(Workers::join);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void drain(Queue<Trial> queue, Arena arena) {
    while (!late.getAsBoolean()) {
      var trial = queue.poll();
      if (trial == null) return;
      done.accept(outcome(trial, arena), arena);
    }
  }

  static Outcome outcome(Trial trial, Arena arena) {
    try {
      return Run.of(trial, arena);
    } catch (Exception | AssertionError e) {
      var why = "the run itself failed: " + e;
      return new Outcome(trial, false, List.of(why), Duration.ZERO);
    }
  }
}
