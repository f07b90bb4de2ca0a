package dev.holdfast.health;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.NodePolicySpec;
import dev.holdfast.api.NodeProbe;
import dev.holdfast.api.Span;
import dev.holdfast.health.Reach.Missed;
import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.ProbeAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What observers' probes mean for a node of the built-in rules: period and timeout 1 s. */
class ProbeJudgeTest {
  private static final NodeRules RULES = NodeRules.BUILT_IN;
  private static final String CONFIRMED =
      "{name: n, ready: Unknown, lease: 60s,"
          + " annotations: {holdfast.dev/confirmed-dead: boot-n}}";

  @ParameterizedTest(name = "missed for {0} s, unanimous {1}: settled {2}")
  @CsvSource({"3.7, true, false", "3.75, true, true", "3.75, false, false", "60, false, false"})
  void aPodIsLostWithItsNodeOnceNobodyGetsThroughAndAllThatWentAreKnown(
      double seconds, boolean unanimous, boolean settled) {
    var since = NOON.minusMillis((long) (seconds * 1000));
    assertThat(probed("{name: n, lease: 70s}", missed(since, null, false, unanimous)).isSettled())
        .isEqualTo(settled);
  }

  @Test
  void howeverOftenItIsAskedAShortStandStillLosesNoPod() {
    var half = Span.parse("500ms");
    var often =
        new NodePolicySpec(
            null, null, null, new NodeProbe(half, half, 3), null, null, null, null, null);
    var rules = new NodeRules(List.of(new NodePolicy("often", often)));
    assertThat(isSettled(rules, 3499)).isFalse();
    assertThat(isSettled(rules, 3500)).isTrue();
  }

  private static boolean isSettled(NodeRules rules, long millis) {
    var missed = missed(NOON.minusMillis(millis), null, false, true);
    var evidence = new Evidence(NOON.minus(Duration.ofHours(1)), missed, null);
    return new ProbeJudge(node("{name: n, lease: 70s}"), rules, evidence, NOON).isSettled();
  }

  @Test
  void anOutageBeganBetweenTheLastAnsweredProbeAndTheEndOfTheFirstThatWasNot() {
    var missed = missed(NOON.minusSeconds(4), null, false, true);
    assertThat(lastSign("{name: n, lease: 9s}", missed)).isEqualTo(sign(6, 2.75));
    assertThat(lastSign("{name: n, lease: 5s}", missed)).isEqualTo(sign(5, 2.75));
    assertThat(lastSign("{name: n, lease: 9s}", Reach.UNKNOWN)).isEqualTo(sign(9, null));
  }

  @Test
  void theLastAnswerToAnyObserverIsASignOfLife() {
    var missed =
        new Missed(
            ProbeAnswer.SILENT,
            NOON.minusSeconds(5),
            NOON.minusSeconds(12),
            NOON.minusSeconds(11),
            List.of("o1", "o2"),
            null,
            false,
            true,
            null);
    assertThat(lastSign("{name: n, lease: 14s}", missed)).isEqualTo(sign(12, 9.75));
  }

  @Test
  void whereALeaseWasRenewedSinceOnlyLeasesTellWhenAnOutageBegan() {
    var missed = missed(NOON.minusSeconds(60), null, false, true);
    assertThat(lastSign("{name: n, lease: 51s}", missed)).isEqualTo(sign(51, null));
  }

  private static LastSign lastSign(String yaml, Reach reach) {
    return probed(yaml, reach).lastSign();
  }

  private static LastSign sign(int heardAgo, @Nullable Double missedAgo) {
    return new LastSign(
        NOON.minusSeconds(heardAgo),
        missedAgo == null ? null : NOON.minusMillis((long) (missedAgo * 1000)));
  }

  @Test
  void proofEndsForGoodWithAnySignOfLife() {
    var silent = missed(NOON.minusSeconds(50), null, false, true);
    var podAnswered = missed(NOON.minusSeconds(50), NOON.minusSeconds(1), false, true);
    var reachedByOne = missed(NOON.minusSeconds(50), null, true, false);
    var dead = judge(NodeMemory.fresh(node(CONFIRMED), NOON.minusSeconds(60)), silent, NOON);
    assertThat(dead.verdict()).isInstanceOf(Verdict.Dead.class);

    var there = missedWithAnObserverThere(NOON.minusSeconds(50), NOON.minusSeconds(1));
    var refused =
        new Missed(
            ProbeAnswer.REFUSED,
            NOON.minusSeconds(50),
            NOON.minusSeconds(51),
            NOON.minusSeconds(50),
            List.of("o1"),
            null,
            false,
            true,
            null);
    var signs =
        List.of(
            podAnswered,
            reachedByOne,
            there,
            refused,
            new Reach.Reached(null),
            new Reach.Unsettled("two of four", true));
    for (var sign : signs) {
      var heard = judge(dead, sign, NOON);
      var again = judge(heard, silent, NOON.plusSeconds(30));
      assertThat(heard.verdict()).as("%s", sign).isNotInstanceOf(Verdict.Dead.class);
      assertThat(again.verdict()).as("after %s", sign).isInstanceOf(Verdict.Lost.class);
    }
  }

  @ParameterizedTest(name = "an observer there, last heard {0} s after the first miss: lives {1}")
  @CsvSource({"-1, false", "2, false", "2.1, true"})
  void whatAnObserverThereWroteSinceIsASignOfLife(double seconds, boolean lives) {
    var since = NOON.minusSeconds(20);
    var heard = since.plusMillis((long) (seconds * 1000));
    var probed = probed("{name: n, lease: 70s}", missedWithAnObserverThere(since, heard));
    assertThat(probed.lives()).isEqualTo(lives);
    assertThat(probed.verdict().orElseThrow())
        .isInstanceOf(lives ? Verdict.KubeletDown.class : Verdict.Lost.class);
  }

  @ParameterizedTest(name = "missed for {0} s: settled {1}")
  @CsvSource({"4, false", "6.9, false", "7, true"})
  void whereAnObserverRunsNoPodIsLostBeforeItWouldHaveBeenHeard(double seconds, boolean settled) {
    var since = NOON.minusMillis((long) (seconds * 1000));
    var missed = missedWithAnObserverThere(since, since);
    assertThat(probed("{name: n, lease: 70s}", missed).isSettled()).isEqualTo(settled);
  }

  @ParameterizedTest(name = "somebody gets answers: {0}")
  @ValueSource(booleans = {true, false})
  void aNodeThatSomebodyReachesIsNotLostByItsLease(boolean answers) {
    var before = NodeMemory.fresh(node("{name: n, ready: Unknown, lease: 60s}"), NOON);
    var evidence =
        new Evidence(
            NOON.minus(Duration.ofHours(1)), new Reach.Unsettled("two of four", answers), null);
    var judged =
        NodeJudge.judge(
            before, node("{name: n, ready: Unknown, lease: 60s}"), RULES, evidence, NOON);
    assertThat(judged.verdict() instanceof Verdict.Lost).isEqualTo(!answers);
  }

  private static NodeMemory judge(NodeMemory before, Reach reach, Instant now) {
    var evidence = new Evidence(NOON.minus(Duration.ofHours(1)), reach, null);
    return NodeJudge.judge(before, node(CONFIRMED), RULES, evidence, now);
  }

  private static ProbeJudge probed(String yaml, Reach reach) {
    NodeSignal node = node(yaml);
    return new ProbeJudge(
        node, RULES, new Evidence(NOON.minus(Duration.ofHours(1)), reach, null), NOON);
  }

  private static Missed missed(
      Instant since, @Nullable Instant podAnsweredAt, boolean contradicted, boolean unanimous) {
    return new Missed(
        ProbeAnswer.SILENT,
        since,
        since.minusSeconds(2),
        since,
        List.of("o1", "o2"),
        podAnsweredAt,
        contradicted,
        unanimous,
        null);
  }

  private static Missed missedWithAnObserverThere(Instant since, Instant heard) {
    return new Missed(
        ProbeAnswer.SILENT,
        since,
        since.minusSeconds(1),
        since,
        List.of("o1", "o2"),
        null,
        false,
        true,
        heard);
  }
}
