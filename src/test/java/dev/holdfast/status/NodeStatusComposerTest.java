package dev.holdfast.status;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.health;
import static dev.holdfast.golden.Sample.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.NodePolicySpec;
import dev.holdfast.api.NodePolicyStatus;
import dev.holdfast.api.NodePolicyStatus.DetectionStatus;
import dev.holdfast.api.NodePolicyStatus.ObserverStatus;
import dev.holdfast.golden.Sample;
import dev.holdfast.health.Fleet;
import dev.holdfast.health.Loss;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.health.NodePolicy;
import dev.holdfast.health.Observation;
import dev.holdfast.health.Proof;
import dev.holdfast.health.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NodeStatusComposerTest {
  private static final Loss LOSS = new Loss("l", NOON.minusSeconds(51), NOON);

  @Test
  void eachVerdictIsCounted() {
    var status = compose(null, List.of());
    assertThat(status.nodes()).isEqualTo(8);
    assertThat(
            List.of(
                status.healthy(),
                status.suspect(),
                status.impaired(),
                status.kubeletDown(),
                status.unreachable(),
                status.lost(),
                status.dead()))
        .isEqualTo(List.of(1, 2, 1, 1, 1, 1, 1));
    assertThat(status.unwell()).extracting(NodePolicyStatus.Unwell::name).doesNotContain("h");
  }

  @Test
  void withoutALossThereIsNoDetectionRatherThanOneOfNoTime() {
    assertThat(compose(null, List.of()).detection()).isNull();
  }

  @Test
  void aNewLeaderGoesOnWithWhatItsPredecessorWrote() {
    var first = compose(null, List.of(LOSS));
    assertThat(first.detection()).isEqualTo(new DetectionStatus(1, 51.0, 51.0));
    var own = new Loss("d", NOON.minusSeconds(10), NOON.plusSeconds(45));
    var both = compose(first, List.of(LOSS, own));
    assertThat(both.detection()).isEqualTo(new DetectionStatus(2, 51.0, 55.0));
    assertThat(compose(both, List.of())).isEqualTo(both);
  }

  @Test
  void lossesOfNodesThatThePolicyDoesNotSelectAreNotItsOwn() {
    assertThat(compose(null, List.of(new Loss("other", NOON, NOON))).detection()).isNull();
  }

  @Test
  void whatNobodyCanReadIsBegunAnew() {
    var odd =
        new NodePolicyStatus(
            1L,
            8,
            1,
            2,
            1,
            1,
            1,
            1,
            1,
            List.of(),
            List.of(),
            List.of(),
            null,
            List.of(),
            List.of(),
            null,
            "not by Holdfast");
    assertThat(compose(odd, List.of(LOSS)).detection())
        .isEqualTo(new DetectionStatus(1, 51.0, 51.0));
  }

  @Test
  void itSaysWhoseVoteCountsAndWhyTheOthersDoNot() {
    var fleet =
        new Fleet(
            Map.of(),
            List.of(),
            NOON,
            null,
            List.of(
                new Observation.Abstains("o1", "a", "reaches no node but its own"),
                new Observation.Silent("o2", "b", NOON.minusMillis(20_400)),
                new Observation.Votes("o3", "", 2)));
    var policy = new NodePolicy("all", NodePolicySpec.DEFAULT);

    var status = NodeStatusComposer.compose(null, policy, 1, fleet, List.of(), List.of(), NOON);

    assertThat(status.voting()).isEqualTo("1/3");
    assertThat(status.observers())
        .containsExactly(
            new ObserverStatus("o1", "a", "Abstains", null, "reaches no node but its own", null),
            new ObserverStatus("o2", "b", "Silent", null, null, "2026-01-01T11:59:39Z"),
            new ObserverStatus("o3", "", "Votes", 2, null, null));
  }

  @Test
  void whereNobodyProbesItSaysNothingOfVotes() {
    assertThat(compose(null, List.of()).voting()).isNull();
  }

  private static NodePolicyStatus compose(@Nullable NodePolicyStatus before, List<Loss> losses) {
    var policy = new NodePolicy("all", NodePolicySpec.DEFAULT);
    return NodeStatusComposer.compose(
        before, policy, 1, fleet(), losses, List.of(), NOON.plus(Duration.ofMinutes(1)));
  }

  private static Fleet fleet() {
    return Sample.fleet(
        of("h", new Verdict.Healthy(NOON)),
        of("s", new Verdict.Suspect(NOON, "", true)),
        of("t", new Verdict.Suspect(NOON, "", false)),
        of("i", new Verdict.Impaired(NOON, "")),
        of("k", new Verdict.KubeletDown(NOON, "")),
        of("u", new Verdict.Unreachable(NOON, "", List.of("o1"))),
        of("l", new Verdict.Lost(NOON, "")),
        of("d", new Verdict.Dead(NOON, new Proof.HumanConfirmed("u", "b", NOON))));
  }

  private static NodeHealth of(String name, Verdict verdict) {
    return health(node("{name: " + name + "}"), verdict);
  }
}
