package dev.holdfast.action;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.fleet;
import static dev.holdfast.golden.Sample.health;
import static dev.holdfast.golden.Sample.node;
import static dev.holdfast.golden.Sample.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.action.Cluster.Answer;
import dev.holdfast.health.Fleet;
import dev.holdfast.health.Hold;
import dev.holdfast.health.Proof;
import dev.holdfast.health.Verdict;
import dev.holdfast.incident.Intent;
import dev.holdfast.incident.Intent.Purpose;
import dev.holdfast.incident.Outcome;
import dev.holdfast.incident.Step;
import dev.holdfast.plan.NodeStep;
import dev.holdfast.plan.Urgency;
import dev.holdfast.signal.PodRef;
import dev.holdfast.signal.PodSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExecutorTest {
  private static final PodRef P = new PodRef("shop", "p", "uid-p");
  private static final Proof PROOF = new Proof.HumanConfirmed("uid-n", "boot-n", NOON);
  private static final String SILENT =
      "{name: n, ready: Unknown, lease: 60s, mark: Lost, annotations:"
          + " {holdfast.dev/confirmed-dead: boot-n}}";
  private static final Intent EVICT = intent(new Step.Evict(P), Purpose.FAULTY_POD);
  private static final Intent DELETE = intent(new Step.Delete(P, false), Purpose.LOST_NODE);
  private static final Intent FORCE = intent(new Step.ForceDelete(P, PROOF), Purpose.LOST_NODE);

  private final InMemoryCluster cluster = new InMemoryCluster();
  private boolean leading = true;
  private Instant now = NOON;
  private Optional<Hold> objection = Optional.empty();
  private Runnable onObjection = () -> {};
  private Optional<Hold> brokenPromise = Optional.empty();
  private Optional<Hold> pulled = Optional.empty();
  private Fleet fleet = Fleet.NONE;
  private final Gate gate = new Gate(() -> leading, () -> false, 10, () -> 0);
  private final Executor executor =
      new Executor(cluster, gate, () -> pulled, () -> fleet, () -> now);

  @BeforeEach
  void aFaultyPodOnAHealthyNode() {
    cluster.pods.put("p", pod("{name: p, node: n, ready: false}"));
    see("{name: n}", new Verdict.Healthy(NOON));
  }

  private void aNodeThatIsDead() {
    see(SILENT, new Verdict.Dead(NOON, PROOF));
  }

  private void see(String node, Verdict verdict) {
    cluster.nodes.put("n", node(node));
    fleet = fleet(health(node(node), verdict));
  }

  @Test
  void looksAtPodAndNodeRightBeforeItActs() {
    assertThat(execute(EVICT)).isEqualTo(new Outcome.Done(EVICT, NOON));
    assertThat(cluster.calls).containsExactly("look at pod p", "look at node n", "evict uid-p");
  }

  @Test
  void theEmergencyStopWorksInTheMiddleOfABatchToo() {
    objection = Optional.of(new Hold("Slow", "", ""));
    onObjection =
        () -> {
          now = now.plusSeconds(1);
          pulled = Optional.of(Gate.emergencyStop());
        };
    var outcomes = executor.execute(List.of(EVICT, EVICT), consent());
    assertThat(outcomes).extracting(ExecutorTest::reason).containsExactly("Slow", "EmergencyStop");
  }

  @Test
  void deletesWithoutFurtherWords() {
    aNodeThatIsDead();
    assertThat(execute(DELETE)).isInstanceOf(Outcome.Done.class);
    assertThat(cluster.changes()).containsExactly("delete uid-p");
  }

  @Test
  void saysDisruptedFirstWhereTheJobAsksForIt() {
    aNodeThatIsDead();
    assertThat(execute(intent(new Step.Delete(P, true), Purpose.LOST_NODE)))
        .isInstanceOf(Outcome.Done.class);
    assertThat(cluster.changes()).containsExactly("mark disrupted uid-p", "delete uid-p");
  }

  @Test
  void saysDisruptedBeforeEachForceDelete() {
    aNodeThatIsDead();
    assertThat(execute(FORCE)).isInstanceOf(Outcome.Done.class);
    assertThat(cluster.changes()).containsExactly("mark disrupted uid-p", "force delete uid-p");
  }

  @Test
  void removesNothingThatCouldNotBeMarkedDisrupted() {
    aNodeThatIsDead();
    cluster.answers.put("mark disrupted", new Answer.Rejected(403, "forbidden"));
    assertThat(execute(FORCE)).isEqualTo(refused(FORCE, "Rejected", "403: forbidden"));
    assertThat(cluster.changes()).containsExactly("mark disrupted uid-p");
  }

  @Test
  void leavesAPodAloneWhoseFaultIsOver() {
    cluster.pods.put("p", pod("{name: p, node: n}"));
    assertThat(reason(execute(EVICT))).isEqualTo("FaultOver");
    assertThat(cluster.changes()).isEmpty();
  }

  @Test
  void leavesANamesakeAlone() {
    cluster.pods.put("p", pod("{name: p, uid: other, node: n, ready: false}"));
    assertThat(reason(execute(EVICT))).isEqualTo("PodGone");
    assertThat(cluster.changes()).isEmpty();
  }

  @Test
  void leavesThePodsOfANodeAloneThatAnsweredInBetween() {
    aNodeThatIsDead();
    cluster.nodes.put("n", node(SILENT).withLease("renewed", NOON));
    assertThat(reason(execute(DELETE))).isEqualTo("NodeAnswered");
    assertThat(reason(execute(FORCE))).isEqualTo("NodeAnswered");
    assertThat(cluster.changes()).isEmpty();
  }

  @Test
  void doesNothingAboutWhatItCannotRead() {
    cluster.readable = false;
    assertThat(reason(execute(EVICT))).isEqualTo("Unreadable");
    assertThat(cluster.changes()).isEmpty();
  }

  @Test
  void doesNothingWhenTheNodeIsNotThereAnyMore() {
    cluster.nodes.clear();
    assertThat(reason(execute(EVICT))).isEqualTo("NodeGone");
    assertThat(cluster.changes()).isEmpty();
  }

  @Test
  void asksNothingWhileTheGateIsShut() {
    leading = false;
    assertThat(reason(execute(EVICT))).isEqualTo("NotLeading");
    assertThat(cluster.calls).isEmpty();
  }

  @Test
  void aBudgetsRefusalIsToldAsSuch() {
    cluster.answers.put("evict", new Answer.Blocked("needs 2 healthy pods"));
    assertThat(execute(EVICT))
        .isEqualTo(
            new Outcome.Refused(
                EVICT,
                "DisruptionBudget",
                "needs 2 healthy pods",
                "the PodDisruptionBudget allows it, or is changed"));
    assertThat(gate.leaving()).isEmpty();
  }

  @Test
  void aCallWithoutAnswerMayHaveHappened() {
    cluster.answers.put("evict", new Answer.NoAnswer("timed out"));
    assertThat(execute(EVICT)).isEqualTo(new Outcome.Unknown(EVICT, "timed out"));
    assertThat(gate.leaving()).containsExactly("uid-p");
  }

  @Test
  void whatIsGoneAlreadyIsNoDeedOfOurs() {
    cluster.answers.put("evict", new Answer.Moot("not found"));
    assertThat(reason(execute(EVICT))).isEqualTo("PodGone");
  }

  @Test
  void oneLookAtANodeServesAllItsPods() {
    cluster.pods.put("q", pod("{name: q, node: n, ready: false}"));
    var other = new Step.Evict(new PodRef("shop", "q", "uid-q"));
    var outcomes = executor.execute(List.of(EVICT, intent(other, Purpose.FAULTY_POD)), consent());
    assertThat(outcomes).hasSize(2).allMatch(Outcome.Done.class::isInstance);
    assertThat(cluster.calls).filteredOn("look at node n"::equals).hasSize(1);
  }

  @Test
  void aHandbrakeThatIsReadLiveStopsTheBatchBeforeAnyLook() {
    pulled = Optional.of(Gate.emergencyStop());
    assertThat(reason(execute(EVICT))).isEqualTo("EmergencyStop");
    assertThat(cluster.calls).isEmpty();
  }

  @Test
  void aPolicyThatObjectsToThePodAsItIsNowActsNoMore() {
    objection = Optional.of(new Hold("PolicyChanged", "", ""));
    assertThat(reason(execute(EVICT))).isEqualTo("PolicyChanged");
    assertThat(cluster.changes()).isEmpty();
  }

  @Test
  void aPromiseThatOthersUsedUpMeanwhileStopsAVoluntaryRemovalAndNoOther() {
    brokenPromise = Optional.of(new Hold("MinAvailable", "", ""));
    assertThat(reason(execute(EVICT))).isEqualTo("MinAvailable");
    assertThat(cluster.changes()).isEmpty();
    aNodeThatIsDead();
    assertThat(execute(DELETE)).isInstanceOf(Outcome.Done.class);
  }

  private Consent consent() {
    return new Consent() {
      @Override
      public Optional<Hold> objection(PodSignal live) {
        onObjection.run();
        return objection;
      }

      @Override
      public Claimant claimant() {
        return new Claimant("shop", "web", new Urgency(false, 1));
      }

      @Override
      public Optional<Hold> brokenPromise(PodSignal live) {
        return brokenPromise;
      }
    };
  }

  @Test
  void stepsOnNodesGoThroughTheSameGate() {
    see("{name: n, mark: Lost}", new Verdict.Healthy(NOON));
    var nodes = new NodeExecutor(cluster, gate, () -> fleet, () -> NOON);
    var step = new NodeStep.Unmark("n", "uid-n", true, true);
    assertThat(nodes.execute(step)).isEqualTo(new Answer.Accepted());
    leading = false;
    assertThat(nodes.execute(step)).isInstanceOf(Answer.Rejected.class);
    assertThat(cluster.changes()).containsExactly("unmark with taint uid-n");
  }

  @Test
  void aNodeThatWasOptedOutMeanwhileIsNotChanged() {
    cluster.nodes.put("n", node("{name: n, annotations: {holdfast.dev/hold: why}}"));
    var nodes = new NodeExecutor(cluster, gate, () -> fleet, () -> NOON);
    assertThat(nodes.execute(new NodeStep.Unmark("n", "uid-n", true, true)))
        .isEqualTo(new Answer.Moot("Veto"));
    assertThat(cluster.changes()).isEmpty();
  }

  private Outcome execute(Intent intent) {
    return executor.execute(List.of(intent), consent()).getFirst();
  }

  private static String reason(Outcome outcome) {
    return outcome instanceof Outcome.Refused refused ? refused.reason() : outcome.toString();
  }

  private static Outcome refused(Intent intent, String reason, String message) {
    return new Outcome.Refused(intent, reason, message, "decided afresh at the next look");
  }

  private static Intent intent(Step step, Purpose purpose) {
    return new Intent(
        "i-" + step.pod().name(),
        step,
        "incident",
        "n",
        purpose,
        "Migrate",
        Duration.ofMinutes(2),
        NOON);
  }
}
