package dev.holdfast.health;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.NodePolicySpec;
import dev.holdfast.api.NodePolicySpec.ConditionRule;
import dev.holdfast.api.NodePolicySpec.ConditionStatus;
import dev.holdfast.api.Span;
import dev.holdfast.signal.ConditionSignal;
import dev.holdfast.signal.NodeSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** KernelDeadlock matters after 30 s, and its bad time is remembered for ten times that. */
class FlappingTest {
  private static final NodeRules RULES = new NodeRules(List.of(NodePolicy.BUILT_IN));
  private static final NodeSignal PLAIN = node("{name: n}");
  private static final ConditionRule DEADLOCK =
      new ConditionRule("KernelDeadlock", ConditionStatus.True, Span.ofSeconds(30));
  private static final int HOUR = 3600;

  @ParameterizedTest(name = "{0} s of each {1} s: {2}")
  @CsvSource({
    "1, 2, true",
    "5, 10, true",
    "29, 60, true",
    "29, 250, true",
    "2, 15, true",
    "4, 50, false",
    "29, 300, false",
    "1, 30, false",
  })
  void aConditionThatComesAndGoesImpairsIfItStandsForMoreThanATenthOfTheTime(
      int bad, int of, boolean impaired) {
    var flapping = new Story().until(HOUR, second -> second % of < bad);
    assertThat(flapping.verdicts().contains("Impaired")).isEqualTo(impaired);
  }

  @Test
  void itImpairsAsSoonAsItStoodForItsTimeInAllAndNoSooner() {
    var story = new Story().until(42, FlappingTest::sevenSecondsOfTen);
    assertThat(story.verdicts()).containsExactly("Healthy", "Suspect");
    story.until(43, FlappingTest::sevenSecondsOfTen);
    assertThat(story.memory.verdict())
        .isEqualTo(new Verdict.Impaired(at(42), "software: KernelDeadlock=True again and again"));
  }

  @Test
  void theVerdictDoesNotFlapWithTheCondition() {
    var story = new Story().until(HOUR, FlappingTest::sevenSecondsOfTen);
    var changes = new ArrayList<>(story.changes);
    assertThat(changes.indexOf("Impaired")).isEqualTo(changes.size() - 1);
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
    var watched = new Evidence(NOON.minus(Duration.ofHours(1)), Reach.UNKNOWN, null);
    var found = NodeJudge.judge(NodeMemory.fresh(ill, NOON), ill, RULES, watched, NOON);
    assertThat(found.verdict()).isInstanceOf(Verdict.Lost.class);
    assertThat(found.relapses()).isEqualTo(1);
  }

  @Test
  void itIsWellAgainAfterAQuietTimeThatGrowsWithEachRelapse() {
    var story = new Story().until(67, FlappingTest::sevenSecondsOfTen);
    assertThat(story.wellAfter()).isEqualTo(60);
    for (int quiet : List.of(120, 240, 480, 600, 600)) {
      story.until(story.second + 35, second -> true);
      assertThat(story.wellAfter()).isEqualTo(quiet);
    }
  }

  @Test
  void theQuietTimeCountsAsBeingWellSoThatTheMarkGoesAtItsEnd() {
    var story = new Story().until(67, FlappingTest::sevenSecondsOfTen);
    story.wellAfter();
    assertThat(story.memory.verdict()).isEqualTo(new Verdict.Healthy(at(67)));
  }

  @Test
  void whatStoodInOnePieceIsOverWhenItIsOver() {
    var story = new Story().until(100, second -> true);
    assertThat(story.memory.verdict().name()).isEqualTo("Impaired");
    assertThat(story.memory.relapses()).isZero();
    assertThat(story.wellAfter()).isZero();
  }

  @Test
  void aHoleInTheEvidenceIsNoBadTime() {
    var story = new Story().until(20, second -> true);
    story.hole(100);
    story.until(story.second + 11, second -> true);
    assertThat(story.memory.verdict().name()).isEqualTo("Suspect");
    story.until(story.second + 1, second -> true);
    assertThat(story.memory.verdict().name()).isEqualTo("Impaired");
  }

  @Test
  void aHoleInTheEvidenceMakesNobodyWell() {
    var standing = new Story().until(40, second -> true).hole(HOUR);
    assertThat(standing.until(standing.second + 1, second -> true).memory.verdict().name())
        .isEqualTo("Impaired");
    var flapping = new Story().until(67, FlappingTest::sevenSecondsOfTen).hole(HOUR);
    assertThat(flapping.wellAfter()).isEqualTo(60);
  }

  @Test
  void aNodeThatIsNotHeardDoesNotGetWellByTime() {
    var story = new Story().until(70, FlappingTest::sevenSecondsOfTen);
    story.silentUntil(story.second + 300);
    assertThat(story.memory.verdict().name()).isEqualTo("Suspect");
    story.until(story.second + 1, second -> false);
    assertThat(story.memory.verdict().name()).isEqualTo("Impaired");
    assertThat(story.wellAfter()).as("60 s after the silence, of which 2 are over").isEqualTo(58);
  }

  /** A host that goes down in good order says Ready=False first, and that stays written. */
  @Test
  void timeInWhichTheNodeIsNotHeardIsNoBadTime() {
    var story = new Story().until(5, second -> true);
    story.silentUntil(story.second + 100);
    story.until(story.second + 5, second -> true);
    assertThat(story.memory.verdict().name()).isEqualTo("Suspect");
    assertThat(story.until(story.second + 1, second -> false).memory.verdict().name())
        .isEqualTo("Healthy");
  }

  @Test
  void whoWasNotWellInBetweenHasNotRelapsed() {
    var story = new Story().until(100, second -> true);
    story.silentUntil(story.second + 100);
    story.until(story.second + 1, second -> true);
    assertThat(story.memory.verdict().name()).isEqualTo("Impaired");
    assertThat(story.memory.relapses()).isZero();
    assertThat(story.wellAfter()).isZero();
  }

  @Test
  void aRuleOfNoTimeAtAllImpairsAtOnce() {
    var story = new Story();
    story.rules = rules(Span.ofSeconds(0));
    assertThat(story.until(1, second -> true).memory.verdict().name()).isEqualTo("Impaired");
  }

  @Test
  void whatStoodWhileAnotherWasWaitedForIsNotWell() {
    var over = new BadTime(Map.of(), at(99), false, at(0), true);
    var lately = new BadTime(Map.of(), at(99), false, at(90), false);
    var other = new ConditionRule("Ready", ConditionStatus.False, Span.ofSeconds(50));
    var story = new Story();
    story.memory =
        new NodeMemory(
            PLAIN.uid(),
            new Verdict.Impaired(NOON, ""),
            1,
            at(99),
            true,
            null,
            Map.of(DEADLOCK, over, other, lately));
    story.second = 100;
    assertThat(story.until(101, second -> false).memory.verdict())
        .isEqualTo(new Verdict.Healthy(at(90)));
  }

  @Test
  void aNewLeaderCountsFromWhereItsOwnWatchBegan() {
    var story = new Story();
    story.watchedSince = at(0);
    story.until(30, second -> true);
    assertThat(story.memory.verdict().name()).isEqualTo("Suspect");
    assertThat(story.until(31, second -> true).memory.verdict().name()).isEqualTo("Impaired");
  }

  @Test
  void onceTheWindowIsOverNothingIsRememberedAndTheSameEvidenceLeavesTheMemoryAsItIs() {
    var story = new Story().until(300, FlappingTest::sevenSecondsOfTen);
    var over = story.until(story.second + 700, second -> false).memory;
    assertThat(over.badTimes()).isEmpty();
    assertThat(story.until(story.second + 1, second -> false).memory).isEqualTo(over);
  }

  @Property(tries = 200)
  void whateverComesAndGoesNoMoreThanTheWindowIsRemembered(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 100) Integer> spells) {
    var story = new Story();
    for (int i = 0; i < spells.size(); i++) {
      boolean bad = i % 2 == 0;
      story.until(story.second + spells.get(i), second -> bad);
      story
          .memory
          .badTimes()
          .values()
          .forEach(
              time -> {
                assertThat(time.slots()).hasSizeLessThanOrEqualTo(BadTime.WINDOW);
                assertThat(time.total()).isLessThanOrEqualTo(Duration.ofSeconds(300));
              });
    }
  }

  @Property(tries = 200)
  void aConditionThatStandsSteadilyImpairsExactlyAfterItsTime(
      @ForAll @IntRange(min = 1, max = 400) int begin) {
    var story = new Story().until(begin, second -> false);
    story.until(begin + 30, second -> true);
    assertThat(story.memory.verdict().name()).isEqualTo("Suspect");
    story.until(begin + 31, second -> true);
    assertThat(story.memory.verdict().name()).isEqualTo("Impaired");
  }

  /** With more of it seen before, what is seen now never means less. */
  @Property
  void moreBadTimeNeverMakesAMilderVerdict(
      @ForAll @Size(max = 40) List<Boolean> some, @ForAll @Size(max = 40) List<Boolean> more) {
    IntPredicate few = second -> second / 4 < some.size() && some.get(second / 4);
    IntPredicate many = few.or(second -> second / 4 < more.size() && more.get(second / 4));
    int end = 4 * Math.max(some.size(), more.size());
    var mild = new Story().until(end, few).until(end + 1, second -> true);
    var hard = new Story().until(end, many).until(end + 1, second -> true);
    if (mild.memory.verdict() instanceof Verdict.Impaired) {
      assertThat(hard.memory.verdict()).isInstanceOf(Verdict.Impaired.class);
    }
  }

  private static NodeRules rules(Span standsFor) {
    var rule = new ConditionRule(DEADLOCK.type(), DEADLOCK.status(), standsFor);
    var spec = new NodePolicySpec(null, List.of(rule), null, null, null, null, null, null, null);
    return new NodeRules(List.of(new NodePolicy("p", spec)));
  }

  private static boolean sevenSecondsOfTen(int second) {
    return second % 10 < 7;
  }

  private static Instant at(int second) {
    return NOON.plusSeconds(second);
  }

  /** A node that is judged each second. */
  private static final class Story {
    private NodeRules rules = RULES;
    private NodeMemory memory = NodeMemory.fresh(PLAIN, NOON);
    private final List<String> changes = new ArrayList<>();
    private Instant watchedSince = NOON.minusSeconds(HOUR);
    private Instant since = NOON.minusSeconds(HOUR);
    private Instant heardAt = NOON;
    private boolean wasBad;
    private int second;

    /** The last second is not judged any more. */
    Story until(int end, IntPredicate bad) {
      for (; second < end; second++) {
        heardAt = at(second);
        look(bad.test(second));
      }
      return this;
    }

    Story silentUntil(int end) {
      for (; second < end; second++) look(wasBad);
      return this;
    }

    /** Nobody watches for so long, and what is seen afterwards may be as it was. */
    Story hole(int seconds) {
      second += seconds;
      watchedSince = at(second);
      return this;
    }

    int wellAfter() {
      int begin = second;
      while (!(memory.verdict() instanceof Verdict.Healthy)) {
        until(second + 1, any -> false);
        assertThat(second - begin).as("it is well some day").isLessThan(HOUR);
      }
      return second - begin - 1;
    }

    List<String> verdicts() {
      return changes.stream().distinct().sorted().toList();
    }

    private void look(boolean bad) {
      if (bad != wasBad) since = at(second);
      wasBad = bad;
      var condition =
          new ConditionSignal("KernelDeadlock", bad ? "True" : "False", "DockerHung", since);
      memory =
          NodeJudge.judge(
              memory,
              seen(condition, heardAt),
              rules,
              new Evidence(watchedSince, Reach.UNKNOWN, null),
              at(second));
      var name = memory.verdict().name();
      if (changes.isEmpty() || !changes.getLast().equals(name)) changes.add(name);
    }

    private static NodeSignal seen(ConditionSignal condition, Instant heardAt) {
      var ready = new ConditionSignal("Ready", "True", "", NOON.minusSeconds(HOUR));
      return new NodeSignal(
          PLAIN.name(),
          PLAIN.uid(),
          PLAIN.bootId(),
          PLAIN.seenAt(),
          PLAIN.labels(),
          PLAIN.annotations(),
          PLAIN.taints(),
          PLAIN.unschedulable(),
          Map.of("Ready", ready, "KernelDeadlock", condition),
          PLAIN.allocatable(),
          PLAIN.leaseStamp(),
          heardAt,
          PLAIN.wordIsOld(),
          PLAIN.addresses(),
          PLAIN.kubelet());
    }
  }
}
