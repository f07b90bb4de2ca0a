package dev.holdfast.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.OwnPlane;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A short, random part of {@code make chaos}. */
@Tag("integration")
@OwnPlane
@ExtendWith(KubeExtension.class)
class ChaosIT {
  private static final int TRIALS = 4;

  /** The others need half a minute by themselves. */
  private static final List<Kind> SHORT = List.of(Kind.RESTART, Kind.REPLACE, Kind.TAKEOVER);

  @Test
  void aRecoveryThatIsDisturbedAtRandomPointsEndsAsAnUndisturbedOne(ControlPlane plane)
      throws Exception {
    long seed = ThreadLocalRandom.current().nextInt(1, 1_000_000);
    var random = new Random(seed);
    var kind = SHORT.get(random.nextInt(SHORT.size()));
    try (var arena = Arena.on(plane, WarmStart.NONE)) {
      arena.awaitReplicas();
      var trials = some(Scout.explore(kind, arena), random);
      System.out.printf("chaos, seed %d: %s%n", seed, trials);
      assertThat(outcomes(trials, arena)).noneMatch(Outcome::isViolation);
    }
  }

  private static List<Trial> some(Course course, Random random) {
    var all = Plan.of(course);
    all.removeIf(trial -> trial.mode() == Mode.DELAY);
    Collections.shuffle(all, random);
    return all.subList(0, TRIALS);
  }

  /** All at once, so that one's killed operator disturbs the others too. */
  private static List<Outcome> outcomes(List<Trial> trials, Arena arena) throws Exception {
    var outcomes = new CopyOnWriteArrayList<Outcome>();
    var threads =
        trials.stream()
            .map(
                trial ->
                    Thread.ofPlatform().start(() -> outcomes.add(Workers.outcome(trial, arena))))
            .toList();
    for (var thread : threads) thread.join();
    return outcomes;
  }
}
