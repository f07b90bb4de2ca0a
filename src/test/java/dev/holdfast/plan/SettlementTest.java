package dev.holdfast.plan;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.fleet;
import static dev.holdfast.golden.Sample.health;
import static dev.holdfast.golden.Sample.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.health.Fleet;
import dev.holdfast.health.Hold;
import dev.holdfast.health.Verdict;
import dev.holdfast.incident.Course;
import dev.holdfast.incident.History;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.Intent;
import dev.holdfast.incident.Intent.Purpose;
import dev.holdfast.incident.LadderPosition;
import dev.holdfast.incident.Outcome;
import dev.holdfast.incident.Phases;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.incident.Removal;
import dev.holdfast.incident.Resolution;
import dev.holdfast.incident.Retry;
import dev.holdfast.incident.Sighting;
import dev.holdfast.incident.Step;
import dev.holdfast.notice.Notice;
import dev.holdfast.plan.PolicyView.PolicyKey;
import dev.holdfast.signal.PodRef;
import dev.holdfast.signal.WorkloadRef;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettlementTest {
  private static final Incident A = incident("a");
  private static final Incident B = incident("b");
  private static final PolicyMemory BOTH =
      new PolicyMemory(List.of(A, B), List.of(intent("a"), intent("b")), History.EMPTY);

  @Test
  void whatIsDoneCountsAsAnAttemptAndStartsItsTime() {
    var settlement = settlement(BOTH);
    settlement.settle(new Outcome.Done(intent("a"), NOON), NOON.plusSeconds(1));
    var incident = settlement.memory().incidents().getFirst();
    assertThat(settlement.memory().intents()).containsExactly(intent("b"));
    assertThat(incident.acts()).isEqualTo(1);
    assertThat(incident.phases().actedAt()).isEqualTo(NOON);
    assertThat(incident.ladder())
        .isEqualTo(new LadderPosition(0, 1, NOON.plusSeconds(60), 0, null));
    assertThat(settlement.notices()).extracting(Notice::reason).containsOnly("RecoveryStarted");
  }

  @Test
  void anotherIncidentIsNotTouched() {
    var settlement = settlement(BOTH);
    settlement.settle(new Outcome.Done(intent("a"), NOON), NOON);
    assertThat(settlement.memory().incidents().get(1)).isSameAs(B);
  }

  @Test
  void anUnknownOutcomeSettlesNothingButIsNotTriedAgainAtOnce() {
    var settlement = settlement(BOTH);
    settlement.settle(new Outcome.Unknown(intent("a"), "timed out"), NOON);
    assertThat(settlement.memory().intents()).isEqualTo(BOTH.intents());
    var retry = settlement.memory().incidents().getFirst().retry();
    assertThat(retry.why().reason()).isEqualTo("NoAnswer");
    assertThat(retry.at()).isEqualTo(NOON.plus(Settlement.FIRST_RETRY));
    assertThat(settlement.notices()).isEmpty();
  }

  @Test
  void aRefusalIsNoAttemptAndIsRememberedWithItsReason() {
    var settlement = settlement(BOTH);
    settlement.settle(new Outcome.Refused(intent("a"), "Why", "because", "then"), NOON);
    var incident = settlement.memory().incidents().getFirst();
    assertThat(incident.acts()).isZero();
    assertThat(incident.ladder()).isEqualTo(LadderPosition.BOTTOM);
    assertThat(incident.retry())
        .isEqualTo(new Retry(new Hold("Why", "because", "then"), NOON.plusSeconds(5), 1));
    assertThat(settlement.memory().intents()).containsExactly(intent("b"));
  }

  @ParameterizedTest(name = "the {0}th refusal in a row waits {1} s")
  @CsvSource({"1, 5", "2, 10", "3, 20", "4, 40", "5, 60", "6, 60", "1000, 60"})
  void refusalsInARowAreTriedLessAndLessOften(int nth, int seconds) {
    var before =
        nth == 1 ? A : A.refused(new Retry(new Hold("Why", "", ""), NOON.minusSeconds(9), nth - 1));
    var settlement =
        settlement(new PolicyMemory(List.of(before), List.of(intent("a")), History.EMPTY));
    settlement.settle(new Outcome.Refused(intent("a"), "Why", "", ""), NOON);
    assertThat(settlement.memory().incidents().getFirst().retry())
        .isEqualTo(new Retry(new Hold("Why", "", ""), NOON.plusSeconds(seconds), nth));
  }

  @Test
  void aStepThatIsDoneForgetsEarlierRefusals() {
    var refused = A.refused(new Retry(new Hold("Why", "", ""), NOON, 3));
    var settlement =
        settlement(new PolicyMemory(List.of(refused), List.of(intent("a")), History.EMPTY));
    settlement.settle(new Outcome.Done(intent("a"), NOON), NOON);
    assertThat(settlement.memory().incidents().getFirst().retry()).isNull();
  }

  @ParameterizedTest(name = "removed for {0} from a node that is silent: {1}, in doubt: {2}")
  @CsvSource({"LOST_NODE, true, 1", "LOST_NODE, false, 0", "IMPAIRED_NODE, true, 0"})
  void aRemovalIsInDoubtAsLongAsItsLostNodeIsSilent(Purpose purpose, boolean silent, int open) {
    var verdict = silent ? new Verdict.Lost(NOON, "") : new Verdict.Healthy(NOON);
    var settlement = settlement(BOTH, fleet(health(node("{name: n, bootId: b}"), verdict)));
    settlement.settle(new Outcome.Done(intent("a", purpose), NOON), NOON);

    assertThat(settlement.memory().history().removals().open())
        .isEqualTo(Collections.nCopies(open, new Removal("n", "b", NOON, 1)));
  }

  private static Settlement settlement(PolicyMemory memory) {
    return settlement(memory, Fleet.NONE);
  }

  private static Settlement settlement(PolicyMemory memory, Fleet fleet) {
    var notices = new Notices(new PolicyKey("shop", "web", "u", Instant.EPOCH, 1));
    return new Settlement(memory, notices, fleet);
  }

  private static Incident incident(String id) {
    return new Incident(
        id,
        new WorkloadRef("Deployment", "web", "u", id),
        new Sighting("NotReady", "", "p", "uid-p", "uid-p", "n"),
        Course.begun(Phases.detected(NOON, NOON), LadderPosition.BOTTOM, NOON),
        Resolution.OPEN);
  }

  private static Intent intent(String incident) {
    return intent(incident, Purpose.FAULTY_POD);
  }

  private static Intent intent(String incident, Purpose purpose) {
    return new Intent(
        incident + "-1",
        new Step.Evict(new PodRef("shop", "p", "uid-p")),
        incident,
        "n",
        purpose,
        "Restart",
        Duration.ofSeconds(60),
        NOON);
  }
}
