package dev.holdfast.health;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.ConditionRule;
import dev.holdfast.api.ConditionRule.ConditionStatus;
import dev.holdfast.api.NodePolicySpec;
import dev.holdfast.api.Span;
import dev.holdfast.signal.NodeSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeJudgeTest {
  private static final NodeRules RULES = NodeRules.BUILT_IN;
  private static final Instant LONG_AGO = NOON.minus(Duration.ofHours(1));
  private static final String DEAD = "annotations: {holdfast.dev/confirmed-dead: boot-n}";

  @ParameterizedTest(name = "a lease of {0}, Ready={1}: {2}")
  @CsvSource({
    "11s, True, Healthy",
    "11s, False, Suspect",
    "11s, Unknown, Suspect",
    "12s, True, Suspect",
    "12s, Unknown, Suspect",
    "49s, Unknown, Suspect",
    "50s, Unknown, Lost",
    "50s, False, Lost",
    "50s, True, Suspect",
    "10m, True, Suspect",
  })
  void theLeaseAndTheServersWordMakeTheVerdict(String lease, String ready, String verdict) {
    var seen = node("{name: n, lease: %s, ready: \"%s\", readyFor: 1s}".formatted(lease, ready));
    assertThat(judge(wellBefore(seen), seen).verdict().name()).isEqualTo(verdict);
  }

  @ParameterizedTest(name = "shut down, a lease of {0}, Ready={1}: {2}")
  @CsvSource({
    "11s, Unknown, Suspect",
    "12s, Unknown, Lost",
    "12s, True, Suspect",
    "1s, False, Suspect",
    "1s, True, Healthy",
  })
  void aCloudThatSaysThatAMachineIsStoppedAgreesWithASilentLease(
      String lease, String ready, String verdict) {
    var seen =
        node(
            "{name: n, lease: %s, ready: \"%s\", readyFor: 1s, taints: [\"%s:NoSchedule\"]}"
                .formatted(lease, ready, "node.cloudprovider.kubernetes.io/shutdown"));
    assertThat(judge(wellBefore(seen), seen).verdict().name()).isEqualTo(verdict);
  }

  @ParameterizedTest(name = "{0}={1} for {2}: {3}")
  @CsvSource({
    "KernelDeadlock, True, 29s, Suspect",
    "KernelDeadlock, True, 30s, Impaired",
    "KernelDeadlock, False, 1h, Healthy",
    "Ready, False, 49s, Suspect",
    "Ready, False, 50s, Impaired",
    "DiskPressure, True, 1h, Healthy",
  })
  void aConditionThatMattersImpairsOnceItStoodForItsTime(
      String type, String status, String stands, String verdict) {
    var seen =
        node(
            "{name: n, conditions: {%s: {status: \"%s\", for: %s}}}"
                .formatted(type, status, stands));
    assertThat(judge(wellBefore(seen), seen).verdict().name()).isEqualTo(verdict);
  }

  @ParameterizedTest(name = "confirmed {0}, first seen {1} s ago, lease of {2} s: {3}")
  @CsvSource({
    "boot-n, 5, 60, Dead",
    "boot-old, 5, 60, Lost",
    "boot-n, 61, 60, Lost",
    "boot-n, 60, 60, Dead",
    "boot-n, 5, 49, Suspect",
    "boot-n, 5, 3, Suspect",
  })
  void onlyAWordAboutThisBootThatNoRenewalFollowedMakesDead(
      String boot, int wordAge, int lease, String verdict) {
    var seen =
        node(
            "{name: n, ready: Unknown, lease: %ds, annotations: {holdfast.dev/confirmed-dead: %s}}"
                .formatted(lease, boot));
    var word = new NodeMemory.Confirmation(boot, NOON.minusSeconds(wordAge), false);
    var before =
        new NodeMemory(seen.uid(), new Verdict.Healthy(LONG_AGO), 0, null, false, word, Map.of());
    assertThat(judge(before, seen).verdict().name()).isEqualTo(verdict);
  }

  @Test
  void theProofNamesTheNodeAndTheBoot() {
    var seen = node("{name: n, ready: Unknown, lease: 60s, " + DEAD + "}");
    assertThat(judge(wellBefore(seen), seen).verdict())
        .isEqualTo(new Verdict.Dead(NOON, new Proof.HumanConfirmed("uid-n", "boot-n", NOON)));
  }

  @Test
  void aNamesakeInheritsNothing() {
    var seen = node("{name: n, lease: 3s}");
    var before =
        new NodeMemory(
            "uid-old", new Verdict.Lost(LONG_AGO, ""), 4, LONG_AGO, true, null, Map.of());
    assertThat(judge(before, seen)).isEqualTo(NodeMemory.fresh(seen, NOON));
  }

  @Test
  void silenceCountsFromItsBeginningAlsoWhereTheNodeWasSuspectBefore() {
    var condition = "conditions: {KernelDeadlock: {status: \"True\", for: 20s}}";
    var first = judge(LONG_AGO, node("{name: n, lease: 3s, " + condition + "}"), LONG_AGO);
    var silent = node("{name: n, lease: 20s, " + condition + "}");
    var before = judge(first, silent);
    assertThat(before.verdict()).isEqualTo(new Verdict.Suspect(NOON, "lease silent", true));
    var later = NOON.plusSeconds(20);
    var after = NodeJudge.judge(before, silent, RULES, leases(later), later);
    assertThat(after.verdict()).isInstanceOf(Verdict.Suspect.class);
  }

  @Test
  void aRelapseIsCountedWithinTheHourAndForgottenAfterIt() {
    var lost = node("{name: n, ready: Unknown, lease: 60s}");
    var soon =
        new NodeMemory(
            "uid-n",
            new Verdict.Healthy(LONG_AGO),
            2,
            NOON.minusSeconds(3599),
            false,
            null,
            Map.of());
    var late =
        new NodeMemory("uid-n", new Verdict.Healthy(LONG_AGO), 2, LONG_AGO, false, null, Map.of());
    assertThat(judge(soon, lost).relapses()).isEqualTo(3);
    assertThat(judge(late, lost).relapses()).isZero();
  }

  /** Severity grows with silence: a verdict never gets milder for hearing less. */
  @Property
  void moreSilenceNeverMakesAMilderVerdict(
      @ForAll @IntRange(max = 200) int lease, @ForAll @IntRange(max = 200) int more) {
    var short_ = node("{name: n, ready: Unknown, lease: %ds}".formatted(lease));
    var long_ = node("{name: n, ready: Unknown, lease: %ds}".formatted(lease + more));
    assertThat(severity(judge(wellBefore(long_), long_).verdict()))
        .isGreaterThanOrEqualTo(severity(judge(wellBefore(short_), short_).verdict()));
  }

  /** Whatever happens and in whatever order: without the word about this boot nobody is Dead. */
  @Property
  void noneIsDeadWithoutProof(
      @ForAll @Size(max = 12) List<@IntRange(max = 120) Integer> leases,
      @ForAll boolean wrongWord) {
    var memory = NodeMemory.fresh(node("{name: n}"), LONG_AGO);
    var word = wrongWord ? ", annotations: {holdfast.dev/confirmed-dead: boot-old}" : "";
    for (int lease : leases) {
      var seen = node("{name: n, ready: Unknown, lease: %ds%s}".formatted(lease, word));
      memory = judge(memory, seen);
      assertThat(memory.verdict()).isNotInstanceOf(Verdict.Dead.class);
    }
  }

  /** A hole in our evidence makes no silent node well, and permits nothing. */
  @Property
  void aHoleInTheEvidenceNeitherImprovesNorActs(
      @ForAll @IntRange(min = 12, max = 300) int lease,
      @ForAll @IntRange(max = 300) int watched,
      @ForAll boolean saysReady,
      @ForAll boolean confirmed) {
    var seen =
        node(
            "{name: n, ready: \"%s\", lease: %ds%s}"
                .formatted(saysReady ? "True" : "Unknown", lease, confirmed ? ", " + DEAD : ""));
    var before = judge(wellBefore(seen), seen);
    var later = NOON.plusSeconds(watched);
    var after = NodeJudge.judge(before, seen, RULES, leases(NOON), later).verdict();
    assertThat(after).isNotInstanceOfAny(Verdict.Healthy.class, Verdict.Impaired.class);
    if (watched < 50) assertThat(after).isInstanceOf(Verdict.Suspect.class);
  }

  @Property
  void theSameGoodEvidenceOnceMoreLeavesTheMemoryAsItIs(
      @ForAll @IntRange(max = 11) int lease, @ForAll @IntRange(min = 1, max = 5) int times) {
    var seen = node("{name: n, lease: %ds}".formatted(lease));
    var first = judge(wellBefore(seen), seen);
    var last =
        IntStream.range(0, times).boxed().reduce(first, (m, i) -> judge(m, seen), (a, b) -> b);
    assertThat(last).isEqualTo(first);
  }

  @Property
  void theStricterOfSeveralPoliciesCounts(
      @ForAll @IntRange(min = 13, max = 200) int a,
      @ForAll @IntRange(min = 13, max = 200) int b,
      @ForAll @IntRange(min = 12, max = 250) int lease) {
    var seen = node("{name: n, ready: Unknown, lease: %ds}".formatted(lease));
    var rules = new NodeRules(List.of(lostAfter(a), lostAfter(b)));
    var verdict = NodeJudge.judge(wellBefore(seen), seen, rules, leases(LONG_AGO), NOON).verdict();
    assertThat(verdict instanceof Verdict.Lost).isEqualTo(lease >= Math.max(a, b));
  }

  private static NodePolicy lostAfter(int seconds) {
    var rule = new ConditionRule("Ready", ConditionStatus.Unknown, Span.ofSeconds(seconds));
    return new NodePolicy(
        "p" + seconds,
        new NodePolicySpec(null, List.of(rule), null, null, null, null, null, null, null));
  }

  private static NodeMemory wellBefore(NodeSignal seen) {
    return NodeMemory.fresh(seen, LONG_AGO);
  }

  private static NodeMemory judge(NodeMemory before, NodeSignal seen) {
    return NodeJudge.judge(before, seen, RULES, leases(LONG_AGO), NOON);
  }

  private static NodeMemory judge(Instant since, NodeSignal seen, Instant watchedSince) {
    return NodeJudge.judge(
        NodeMemory.fresh(seen, since), seen, RULES, leases(watchedSince), NOON.minusSeconds(10));
  }

  /** Nobody probes. */
  private static Evidence leases(Instant since) {
    return new Evidence(since, Reach.UNKNOWN, null);
  }

  private static int severity(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Healthy h -> 0;
      case Verdict.Suspect s -> 1;
      case Verdict.Impaired i -> 2;
      case Verdict.KubeletDown k -> 2;
      case Verdict.Unreachable u -> 2;
      case Verdict.Lost l -> 3;
      case Verdict.Dead d -> 4;
    };
  }
}
