package dev.holdfast.health;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.health.NodeGroup.Judged;
import dev.holdfast.signal.NodeSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LossesTest {
  private static final NodeSignal NODE = node("{name: n, lease: 50s}");
  private static final Instant HEARD = NOON.minusSeconds(50);
  private static final Verdict LOST = new Verdict.Lost(NOON, "");
  private final Losses losses = new Losses(HEARD.minusSeconds(1), List.of());

  @Test
  void aNodeThatIsFoundLostWasHeardLastWhenItsLeaseWasRenewed() {
    var found = next(losses, new Verdict.Suspect(NOON, "", true), LOST).recent();
    assertThat(found).containsExactly(new Loss("n", HEARD, NOON));
    assertThat(found.getFirst().detection()).isEqualTo(Duration.ofSeconds(50));
  }

  @Test
  void aNodeThatStaysLostOrIsProvenDeadIsLostOnce() {
    assertThat(next(losses, LOST, LOST).recent()).isEmpty();
    assertThat(next(losses, LOST, dead()).recent()).isEmpty();
    assertThat(next(losses, new Verdict.Suspect(NOON, "", true), dead()).recent()).hasSize(1);
  }

  @Test
  void aNodeThatOnlyFellSilentIsNotLost() {
    var suspect = new Verdict.Suspect(NOON, "", true);
    assertThat(next(losses, new Verdict.Healthy(NOON), suspect).recent()).isEmpty();
    assertThat(next(losses, suspect, new Verdict.Impaired(NOON, "")).recent()).isEmpty();
  }

  @Test
  void aLossAfterAHoleInTheEvidenceIsTheSameLoss() {
    var once = next(losses, new Verdict.Suspect(NOON, "", true), LOST);
    assertThat(next(once, new Verdict.Suspect(NOON, "", true), LOST).recent()).hasSize(1);
  }

  @Test
  void aNodeThatWasSilentWhenWeBeganIsNotCounted() {
    var late = new Losses(HEARD, List.of());
    assertThat(next(late, new Verdict.Suspect(NOON, "", true), LOST).recent()).isEmpty();
    assertThat(next(Losses.NONE, new Verdict.Healthy(NOON), LOST))
        .isEqualTo(new Losses(NOON, List.of()));
  }

  private static Verdict dead() {
    return new Verdict.Dead(NOON, new Proof.HumanConfirmed("uid-n", "boot-n", NOON));
  }

  private static Losses next(Losses losses, Verdict was, Verdict is) {
    return losses.next(
        Map.of("n", memory(was)),
        List.of(
            new Judged(
                NODE,
                NodeRules.BUILT_IN,
                memory(is),
                LastSign.ofLease(NODE.leaseRenewedAt()),
                false,
                false,
                false)),
        NOON);
  }

  private static NodeMemory memory(Verdict verdict) {
    return new NodeMemory(NODE.uid(), verdict, 0, null, false, null, Map.of());
  }
}
