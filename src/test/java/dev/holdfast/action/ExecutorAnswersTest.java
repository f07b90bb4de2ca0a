package dev.holdfast.action;

import static dev.holdfast.action.OneFaultyPod.EVICT;
import static dev.holdfast.action.OneFaultyPod.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.action.Cluster.Answer;
import dev.holdfast.incident.Outcome;
import org.junit.jupiter.api.Test;

/** What the API server answers is told as what it is: done, refused, or not known. */
class ExecutorAnswersTest {
  private final OneFaultyPod scene = new OneFaultyPod();
  private final InMemoryCluster cluster = scene.cluster;

  @Test
  void aBudgetsRefusalIsToldAsSuch() {
    cluster.answers.put("evict", new Answer.Blocked("needs 2 healthy pods"));
    assertThat(scene.execute(EVICT))
        .isEqualTo(
            new Outcome.Refused(
                EVICT,
                "DisruptionBudget",
                "needs 2 healthy pods",
                "the PodDisruptionBudget allows it, or is changed"));
    assertThat(scene.gate.leaving()).isEmpty();
  }

  @Test
  void aCallWithoutAnswerMayHaveHappened() {
    cluster.answers.put("evict", new Answer.NoAnswer("timed out"));
    assertThat(scene.execute(EVICT)).isEqualTo(new Outcome.Unknown(EVICT, "timed out"));
    assertThat(scene.gate.leaving()).containsExactly("uid-p");
  }

  @Test
  void whatIsGoneAlreadyIsNoDeedOfOurs() {
    cluster.answers.put("evict", new Answer.Moot("not found"));
    assertThat(reason(scene.execute(EVICT))).isEqualTo("PodGone");
  }
}
