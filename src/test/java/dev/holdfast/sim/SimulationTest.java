package dev.holdfast.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kit.Variables;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A sample of {@code make sim}; SEED=n runs the one again that failed. */
class SimulationTest {
  private static final long SEED = Variables.here().seed();

  @ParameterizedTest
  @EnumSource
  void nothingIsDoneThatMustNeverBe(FaultClass what) {
    var wrong = histories(what, 1).filter(outcome -> !outcome.isWell()).toList();
    assertThat(wrong).map(SimulationTest::told).isEmpty();
  }

  private static String told(Outcome wrong) {
    return "%s: %s, see %s".formatted(wrong.replay(), wrong.misdeeds(), Histories.dump(wrong));
  }

  private static Stream<Outcome> histories(FaultClass what, int count) {
    return LongStream.range(SEED, SEED + count).mapToObj(seed -> Episode.run(what, seed, false));
  }

  @Test
  void podsOfACrashedHostAreReplaced() {
    var outcomes = histories(FaultClass.CRASH, 2).toList();
    assertThat(outcomes).allMatch(outcome -> !outcome.lost().isEmpty());
    assertThat(outcomes).anyMatch(outcome -> outcome.deletions().count() > 0);
  }

  /** What never happens proves nothing unless it would be seen. */
  @Test
  void theOracleSeesWhatAHandDoesThatNobodyGuides() {
    var world = new World(new World.Size(9, 4), FaultClass.CRASH, SEED, new Trace(false));
    world.agenda.runUntil(20 * Agenda.SECOND);
    var leader = Objects.requireNonNull(world.election.holder());
    var hand = Hand.of(world, leader, world.draw.fork()).cluster();
    var pod = world.api.pods().iterator().next();
    hand.markNotReady(pod.ref(), "");
    assertThat(world.audit.misdeeds()).isEmpty();
    assertThat(world.book.accused.values().iterator().next())
        .anyMatch(said -> said.contains("leads traffic away from node"))
        .anyMatch(said -> said.contains("marks a pod not ready without a recorded intent"));
    hand.delete(pod.ref());
    for (var misdeed : List.of("without a recorded intent", "without our taint", "not Lost")) {
      assertThat(world.audit.misdeeds()).anyMatch(said -> said.contains(misdeed));
    }
    assertThat(Outcome.of(FaultClass.CRASH, SEED, world).isWell()).isFalse();
  }

  @Test
  void oneSeedMakesOneHistory() {
    var what = FaultClass.values()[(int) (SEED % FaultClass.values().length)];
    assertThat(Episode.run(what, SEED, true)).isEqualTo(Episode.run(what, SEED, true));
  }

  static Stream<Histories.Key> played() {
    return Histories.played();
  }

  @ParameterizedTest
  @MethodSource("played")
  void whatOnceWentWrongGoesWell(Histories.Key history) {
    var outcome = Episode.run(history.what(), history.seed(), false);
    assertThat(outcome.errors()).isEmpty();
  }
}
