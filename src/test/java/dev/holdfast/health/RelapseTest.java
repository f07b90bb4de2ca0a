package dev.holdfast.health;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.node;
import static dev.holdfast.health.DeadlockStory.DEADLOCK;
import static dev.holdfast.health.DeadlockStory.HOUR;
import static dev.holdfast.health.DeadlockStory.PLAIN;
import static dev.holdfast.health.DeadlockStory.RULES;
import static dev.holdfast.health.DeadlockStory.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.ConditionRule;
import dev.holdfast.api.ConditionRule.ConditionStatus;
import dev.holdfast.api.Span;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A node that relapses is well only after a quiet time, whoever leads by then. */
class RelapseTest {
  @Test
  void itIsWellAgainAfterAQuietTimeThatGrowsWithEachRelapse() {
    var story = flapped();
    assertThat(story.wellAfter()).isEqualTo(60);
    for (int quiet : List.of(120, 240, 480, 600, 600)) {
      assertThat(story.bad(35).wellAfter()).isEqualTo(quiet);
    }
  }

  @Test
  void theQuietTimeCountsAsBeingWellSoThatTheMarkGoesAtItsEnd() {
    var story = flapped();
    story.wellAfter();
    assertThat(story.memory().verdict()).isEqualTo(new Verdict.Healthy(at(67)));
  }

  private static DeadlockStory flapped() {
    return new DeadlockStory().until(67, DeadlockStory::sevenSecondsOfTen);
  }

  @Test
  void whoWasNotWellInBetweenHasNotRelapsed() {
    var story = new DeadlockStory().bad(100).silent(100).bad(1);
    assertThat(story.verdict()).isEqualTo("Impaired");
    assertThat(story.memory().relapses()).isZero();
    assertThat(story.wellAfter()).isZero();
  }

  @Test
  void whatStoodWhileAnotherWasWaitedForIsNotWell() {
    var over = new BadTime(Map.of(), at(99), false, at(0), true);
    var lately = new BadTime(Map.of(), at(99), false, at(90), false);
    var other = new ConditionRule("Ready", ConditionStatus.False, Span.ofSeconds(50));
    var impaired = new Verdict.Impaired(NOON, "");
    var badTimes = Map.of(DEADLOCK, over, other, lately);
    var memory = new NodeMemory(PLAIN.uid(), impaired, 1, at(99), true, null, badTimes);
    assertThat(DeadlockStory.from(100, memory).well(1).memory().verdict())
        .isEqualTo(new Verdict.Healthy(at(90)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "Lost; taint=own; relapses=3; since=2026-11-24T12:00:00Z, 4",
    "Lost; taint=own; since=2026-11-24T12:00:00Z, 1",
    "Lost; taint=own; relapses=99999999999; since=2026-11-24T12:00:00Z, 1",
    "Steering; taint=own; relapses=3; since=2026-11-24T12:00:00Z, 0",
  })
  void whoFindsAMarkGoesOnWithTheRelapsesOfWhoPutIt(String mark, int relapses) {
    var found = node("{name: n, annotations: {holdfast.dev/marked: \"%s\"}}".formatted(mark));
    assertThat(NodeMemory.fresh(found, NOON).relapses()).isEqualTo(relapses);
  }

  @Test
  void whoFindsAMarkedNodeStillIllTakesThatForNoRelapse() {
    var ill = node("{name: n, mark: Lost, ready: Unknown, lease: 60s}");
    var watched = new Evidence(NOON.minus(HOUR), Reach.UNKNOWN, null);
    var found = NodeJudge.judge(NodeMemory.fresh(ill, NOON), ill, RULES, watched, NOON);
    assertThat(found.verdict()).isInstanceOf(Verdict.Lost.class);
    assertThat(found.relapses()).isEqualTo(1);
  }
}
