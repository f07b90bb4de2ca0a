package dev.holdfast.chaos;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** One trial, from the setting of its stage to the judgement. */
final class Run {
  /** A watch that lost an event is ended when that alone has not mended it. */
  private static final Duration HEAL_AFTER = Duration.ofSeconds(12);

  /** What a call that comes late may still do. */
  private static final Duration AFTERMATH = Duration.ofSeconds(3);

  private final Trial trial;
  private final Arena arena;
  private boolean healed;

  private Run(Trial trial, Arena arena) {
    this.trial = trial;
    this.arena = arena;
  }

  static Outcome of(Trial trial, Arena arena) throws IOException, InterruptedException {
    return new Run(trial, arena).run();
  }

  private Outcome run() throws IOException, InterruptedException {
    try (var stage = trial.kind().stage(arena)) {
      return trial.isForAll() ? alone(stage) : disturb(stage);
    }
  }

  /** The stages of several such runs are set at the same time, but one is struck at a time. */
  private Outcome alone(Stage stage) throws InterruptedException {
    arena.alone().lockInterruptibly();
    try {
      arena.awaitReplicas();
      return disturb(stage);
    } finally {
      arena.alone().unlock();
    }
  }

  private Outcome disturb(Stage stage) {
    long start = System.nanoTime();
    var end = trial.mode() == Mode.STALE_LIST ? travel(stage) : sabotage(stage);
    var took = Duration.ofNanos(System.nanoTime() - start);
    return new Outcome(trial, end.reached(), end.violations(), took);
  }

  private record End(boolean reached, List<String> violations) {}

  private End sabotage(Stage stage) {
    var saboteur = new Saboteur(trial, stage.scene().namespace(), arena);
    var missing = play(stage, saboteur, () -> heal(saboteur));
    var hit = saboteur.hit();
    if (hit == null || trial.mode() != Mode.DELAY) {
      return new End(hit != null, judged(stage, missing));
    }
    var late = LateCall.of(hit, Instant.now(), System.nanoTime());
    var wrong = judged(stage, afterTheDelay(stage, hit, late, missing));
    return new End(true, wrong.stream().filter(misdeed -> !late.isMeantBy(misdeed)).toList());
  }

  private End travel(Stage stage) {
    var path = trial.point().what().substring("LIST ".length());
    var kind = path.substring(path.lastIndexOf('/') + 1);
    var old = arena.plane().client().raw(path + "?limit=500");
    var traveller = new TimeTraveller(kind, stage.scene().namespace(), old);
    var missing = play(stage, traveller, () -> {});
    return new End(traveller.served(), judged(stage, missing));
  }

  private List<String> play(Stage stage, Passage passage, Runnable meanwhile) {
    arena.add(passage);
    try {
      trial.kind().strike(stage);
      return Watchman.until(trial.kind(), stage, removal -> false, meanwhile);
    } finally {
      arena.remove(passage);
    }
  }

  private void heal(Saboteur saboteur) {
    var hit = saboteur.hit();
    boolean due =
        !healed
            && trial.mode() == Mode.DROP_EVENT
            && hit != null
            && System.nanoTime() - hit.at() > HEAL_AFTER.toNanos();
    if (!due) return;
    healed = true;
    hit.seat().relay().expire(watch -> watch.path().equals(hit.call().path()));
  }

  /** The late call arrives when all is over: nothing may come of it. */
  private List<String> afterTheDelay(
      Stage stage, Saboteur.Hit hit, LateCall late, List<String> missing) {
    if (!missing.isEmpty()) return missing;
    long until = hit.at() + Saboteur.DELAY.plus(AFTERMATH).toNanos();
    sleepUntil(() -> System.nanoTime() - until > 0);
    return Watchman.until(trial.kind(), stage, late::is, () -> {});
  }

  private static void sleepUntil(BooleanSupplier over) {
    while (!over.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  private List<String> judged(Stage stage, List<String> missing) {
    var wrong = new ArrayList<String>();
    missing.forEach(what -> wrong.add("not as it must be in the end: " + what));
    arena.misdeeds(stage.scene().namespace()).forEach(wrong::add);
    return wrong;
  }
}
