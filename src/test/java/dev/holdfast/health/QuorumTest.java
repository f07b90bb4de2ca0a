package dev.holdfast.health;

import static dev.holdfast.golden.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.holdfast.api.QuorumRule;
import dev.holdfast.api.QuorumRule.Observers;
import dev.holdfast.golden.Sample;
import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.ProbeAnswer;
import dev.holdfast.signal.Vote;
import dev.holdfast.signal.Vote.Cast;
import dev.holdfast.signal.Vote.Miss;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuorumTest {
  private static final Instant LONG_AGO = NOON.minus(Duration.ofHours(1));
  private static final NodeSignal NODE = Sample.node("{name: host, uid: n}");
  private static final QuorumRule RULE = new QuorumRule(Observers.Majority, 2);

  @ParameterizedTest(name = "{0} of {1} in {2} zones, rule {3} in {4}: missed {5}")
  @CsvSource({
    "2, 3, 3, Majority, 2, true",
    "1, 3, 3, Majority, 2, false",
    "2, 4, 4, Majority, 2, false",
    "3, 4, 4, Majority, 2, true",
    "3, 5, 1, Majority, 2, true",
    "3, 5, 2, Majority, 3, true",
    "2, 3, 3, Majority, 3, false",
    "2, 3, 3, All, 2, false",
    "3, 3, 3, All, 3, true",
    "2, 2, 2, Majority, 2, false",
  })
  void asManyInAsManyZonesAsTheRuleSaysMustMissANode(
      int missing, int all, int zones, Observers observers, int minDomains, boolean missed) {
    var casts = new ArrayList<Cast>();
    for (int i = 0; i < all; i++) {
      casts.add(i < missing ? misses("o" + i, i % zones) : reaches("o" + i, i % zones));
    }
    var reach = quorum(casts).reach(NODE, new QuorumRule(observers, minDomains));
    assertThat(reach instanceof Reach.Missed).isEqualTo(missed);
  }

  @Test
  void thoseWhoFellSilentStillCountAmongThoseOfWhomAMajorityMustAgree() {
    var gone = NOON.minusSeconds(30);
    var miss = miss(ProbeAnswer.SILENT, 4);
    var casts =
        List.of(
            misses("o1", 0), misses("o2", 1), cast("o3", 2, gone, miss), cast("o4", 3, gone, miss));
    assertThat(quorum(casts).reach(NODE, RULE)).isInstanceOf(Reach.Unsettled.class);
    assertThat(quorum(casts.subList(0, 3)).reach(NODE, RULE)).isInstanceOf(Reach.Missed.class);
  }

  @Test
  void aNodeIsMissedSinceAQuorumHadNoAnswerHoweverLongOneOfThemIsDeafToIt() {
    var casts =
        List.of(
            cast("o1", 0, NOON, miss(ProbeAnswer.SILENT, 6)),
            cast("o2", 1, NOON, miss(ProbeAnswer.SILENT, 900)),
            cast("o3", 2, NOON, miss(ProbeAnswer.SILENT, 5)));
    assertThat(quorum(casts).reach(NODE, RULE))
        .isEqualTo(
            new Reach.Missed(
                ProbeAnswer.SILENT,
                NOON.minusSeconds(6),
                NOON.minusSeconds(6),
                NOON.minusSeconds(6),
                List.of("o1", "o2", "o3"),
                null,
                false,
                true,
                null));
  }

  @Test
  void whereNothingIsSettledItIsKnownWhetherSomebodyGetsAnswers() {
    var two = List.of(misses("o1", 0), reaches("o2", 1));
    var four = List.of(misses("o1", 0), misses("o2", 1), reaches("o3", 2), reaches("o4", 3));
    var none = List.of(misses("o1", 0), misses("o2", 1));
    assertThat(answers(two)).isTrue();
    assertThat(answers(four)).isTrue();
    assertThat(answers(none)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"3, true", "11, true", "12, false"})
  void whereNothingIsSettledAPodThatAnsweredLatelySpeaksForItsNode(int ago, boolean answers) {
    var never =
        new Miss(ProbeAnswer.REFUSED, Duration.ofSeconds(40), null, Duration.ofSeconds(ago));
    var casts = List.of(misses("o1", 0), cast("o2", 1, NOON, never));
    assertThat(answers(casts)).isEqualTo(answers);
  }

  private static boolean answers(List<Cast> casts) {
    return quorum(casts).reach(NODE, RULE) instanceof Reach.Unsettled u && u.answers();
  }

  @Test
  void theLastWordOfAnObserverThatRunsThereIsKept() {
    var there = new Vote("o3", "zone-2", "host", 1, "cut off", 9, Map.of(), Map.of());
    var casts = List.of(misses("o1", 0), misses("o2", 1), new Cast(there, NOON.minusSeconds(30)));
    assertThat(quorum(casts).reach(NODE, RULE))
        .asInstanceOf(type(Reach.Missed.class))
        .returns(NOON.minusSeconds(30), Reach.Missed::residentAt);
  }

  @Test
  void anObserverThatRunsThereVouchesForNothingThere() {
    var there = new Vote("o3", "zone-2", "host", 1, null, 9, Map.of(), Map.of());
    var casts = List.of(misses("o1", 0), misses("o2", 1), new Cast(there, NOON));
    var elsewhere = new Vote("o3", "zone-2", "other", 1, null, 9, Map.of(), Map.of());

    assertThat(quorum(casts).reach(NODE, RULE))
        .asInstanceOf(type(Reach.Missed.class))
        .matches(Reach.Missed::unanimous)
        .matches(missed -> !missed.contradicted());
    assertThat(
            quorum(List.of(casts.get(0), casts.get(1), new Cast(elsewhere, NOON)))
                .reach(NODE, RULE))
        .asInstanceOf(type(Reach.Missed.class))
        .matches(missed -> !missed.unanimous());
  }

  @Test
  void whatBecameOfEachVoteIsKnownAsLongAsItsObserverCounts() {
    var abstains = new Vote("o2", "b", "", 1, "cut off", 9, Map.of(), Map.of());
    var casts =
        List.of(
            cast("o3", 2, NOON.minusSeconds(13), miss(ProbeAnswer.SILENT, 4)),
            cast("o4", 2, NOON.minusSeconds(61), miss(ProbeAnswer.SILENT, 4)),
            new Cast(abstains, NOON),
            misses("o1", 0));

    assertThat(Electorate.observations(casts, LONG_AGO, NOON))
        .containsExactly(
            new Observation.Votes("o1", "zone-0", 1),
            new Observation.Abstains("o2", "b", "cut off"),
            new Observation.Silent("o3", "zone-2", NOON.minusSeconds(13)));
  }

  @Test
  void aVoteOfBeforeAHoleInOurOwnEvidenceDoesNotCount() {
    var casts = List.of(misses("o1", 0), misses("o2", 1), reaches("o3", 2));
    assertThat(Quorum.of(casts, NOON, NOON.plusSeconds(1)).reach(NODE, RULE))
        .isInstanceOf(Reach.Unsettled.class);
  }

  @Property(tries = 300)
  void noStaleVoteEverCounts(
      @ForAll @IntRange(min = 12, max = 59) int age, @ForAll @IntRange(max = 5) int more) {
    var casts = new ArrayList<Cast>();
    casts.add(misses("fresh", 0));
    for (int i = 0; i <= more + 1; i++) {
      casts.add(cast("stale" + i, 1 + i, NOON.minusSeconds(age), miss(ProbeAnswer.SILENT, 4)));
    }
    assertThat(quorum(casts).reach(NODE, RULE)).isInstanceOf(Reach.Unsettled.class);
    assertThat(quorum(casts).silentPods()).isEmpty();
  }

  @Property(tries = 300)
  void oneMoreWhoMissesItNeverMakesItReached(
      @ForAll @Size(min = 3, max = 7) List<Boolean> misses, @ForAll @IntRange(max = 6) int at) {
    var fewer = casts(misses);
    var turned = new ArrayList<>(misses);
    turned.set(at % misses.size(), true);
    var before = quorum(fewer).reach(NODE, RULE);
    var after = quorum(casts(turned)).reach(NODE, RULE);
    assertThat(severity(after)).isGreaterThanOrEqualTo(severity(before));
  }

  @Test
  void aPodIsSilentWhereAQuorumThatItOnceAnsweredSaysSo() {
    var silent = new Miss(ProbeAnswer.SILENT, Duration.ofSeconds(4), Duration.ofSeconds(4), null);
    var never = new Miss(ProbeAnswer.SILENT, Duration.ofSeconds(4), null, null);
    var refused = new Miss(ProbeAnswer.REFUSED, Duration.ofSeconds(4), Duration.ofSeconds(4), null);
    var casts =
        List.of(
            pods("o1", 0, Map.of("p", silent, "q", silent, "r", silent, "s", silent)),
            pods("o2", 1, Map.of("p", silent, "q", never, "r", refused)),
            pods("o3", 2, Map.of()));
    assertThat(quorum(casts).silentPods()).containsExactly("p");
  }

  private static List<Cast> casts(List<Boolean> misses) {
    var casts = new ArrayList<Cast>();
    for (int i = 0; i < misses.size(); i++) {
      casts.add(misses.get(i) ? misses("o" + i, i) : reaches("o" + i, i));
    }
    return casts;
  }

  private static int severity(Reach reach) {
    return switch (reach) {
      case Reach.Reached r -> 0;
      case Reach.Unsettled u -> 1;
      case Reach.Missed m -> 2;
    };
  }

  private static Quorum quorum(List<Cast> casts) {
    return Quorum.of(casts, LONG_AGO, NOON);
  }

  private static Cast misses(String observer, int zone) {
    return cast(observer, zone, NOON, miss(ProbeAnswer.SILENT, 4));
  }

  private static Miss miss(ProbeAnswer answer, int seconds) {
    return new Miss(answer, Duration.ofSeconds(seconds), Duration.ofSeconds(seconds + 1), null);
  }

  private static Cast cast(String observer, int zone, Instant at, Miss miss) {
    return new Cast(
        new Vote(observer, "zone-" + zone, "", 1, null, 9, Map.of("n", miss), Map.of("p", miss)),
        at);
  }

  private static Cast reaches(String observer, int zone) {
    return pods(observer, zone, Map.of());
  }

  private static Cast pods(String observer, int zone, Map<String, Miss> pods) {
    return new Cast(new Vote(observer, "zone-" + zone, "", 1, null, 9, Map.of(), pods), NOON);
  }
}
