package dev.holdfast.action;

import static dev.holdfast.golden.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.action.Cluster.Answer;
import dev.holdfast.health.Hold;
import dev.holdfast.incident.Intent;
import dev.holdfast.incident.Intent.Purpose;
import dev.holdfast.incident.Outcome;
import dev.holdfast.incident.Step;
import dev.holdfast.plan.Urgency;
import dev.holdfast.signal.PodRef;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final int MOVES = 3;
  private static final Claimant SHOP = new Claimant("shop", "web", new Urgency(false, 1));

  private final AtomicInteger calls = new AtomicInteger();
  private boolean leading = true;
  private boolean stopped;
  private long nanos;
  private final Gate gate = new Gate(() -> leading, () -> stopped, MOVES, () -> nanos);

  @Test
  void letsThroughWhatMayBeDone() {
    assertThat(move("a")).isInstanceOf(Outcome.Done.class);
    assertThat(calls).hasValue(1);
  }

  @Test
  void isShutWithoutLeadership() {
    leading = false;
    assertThat(reason(move("a"))).isEqualTo("NotLeading");
    assertThat(calls).hasValue(0);
  }

  @Test
  void isShutByTheEmergencyStopWhoeverLeads() {
    stopped = true;
    leading = false;
    assertThat(reason(move("a"))).isEqualTo("EmergencyStop");
    assertThat(calls).hasValue(0);
  }

  @Test
  void isShutForChangesOfNodesToo() {
    stopped = true;
    var answer =
        gate.pass(
            () -> {
              calls.incrementAndGet();
              return new Answer.Accepted();
            });
    assertThat(answer).isInstanceOf(Answer.Rejected.class);
    assertThat(calls).hasValue(0);
  }

  @Test
  void allowsSoManyMovesInAMinuteAndMoreWhenItHasPassed() {
    for (int i = 0; i < MOVES; i++) assertThat(move("p" + i)).isInstanceOf(Outcome.Done.class);
    assertThat(reason(move("x"))).isEqualTo("ClusterBrake");
    nanos = Duration.ofSeconds(61).toNanos();
    assertThat(move("x")).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void whoIsMarkedNotReadyIsNotLeaving() {
    var pod = new PodRef("shop", "a", "uid-a");
    var mark =
        new Intent(
            "m",
            new Step.MarkNotReady(pod),
            "incident",
            "n",
            Purpose.UNREACHABLE_NODE,
            Intent.NO_RUNG,
            Duration.ZERO,
            NOON);
    assertThat(pass(mark)).isInstanceOf(Outcome.Done.class);
    assertThat(gate.leaving()).isEmpty();
    assertThat(pass(intent("i-a", Purpose.LOST_NODE, "a"))).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void aTryThatIsRefusedDoesNotUndoAnEarlierOneOfWhichNobodyKnows() {
    unanswered("a");
    refused("a");
    assertThat(gate.leaving()).containsExactly("uid-a");
    nanos = Gate.UNKNOWN_COUNTS.toNanos();
    assertThat(gate.leaving()).isEmpty();
  }

  @Test
  void replacesPodsOfLostNodesWhateverWasMoved() {
    for (int i = 0; i < MOVES; i++) move("p" + i);
    assertThat(pass(intent("x", Purpose.LOST_NODE, "x"))).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void aRefusedMoveCountsNotAsOne() {
    for (int i = 0; i < 10; i++) refused("p" + i);
    assertThat(move("x")).isInstanceOf(Outcome.Done.class);
    assertThat(gate.leaving()).containsExactly("uid-x");
  }

  @Test
  void aPodThatOnePolicyRemovesIsNotRemovedByAnother() {
    move("a");
    assertThat(reason(pass(intent("another policy's", Purpose.FAULTY_POD, "a"))))
        .isEqualTo("UnderWay");
    gate.seenLeaving(new PodRef("shop", "a", "uid-a"));
    assertThat(gate.leaving()).isEmpty();
  }

  @Test
  void promisesAreCountedWhileNoOtherRemovalCanBegin() {
    var first = intent("i", Purpose.IMPAIRED_NODE, "a");
    var second = intent("j", Purpose.IMPAIRED_NODE, "b");
    gate.pass(
        first,
        SHOP,
        Optional::empty,
        () -> {
          assertThat(reason(gate.pass(second, SHOP, this::oneIsEnough, () -> done(second))))
              .isEqualTo("MinAvailable");
          return done(first);
        });
    assertThat(gate.leaving()).containsExactly("uid-a");
  }

  @Test
  void aMoveThatWouldBreakAPromiseTakesNoneOfTheMinutes() {
    move("a");
    for (int i = 0; i < 10; i++) {
      var intent = intent("i" + i, Purpose.IMPAIRED_NODE, "b" + i);
      assertThat(reason(gate.pass(intent, SHOP, this::oneIsEnough, () -> done(intent))))
          .isEqualTo("MinAvailable");
    }
    assertThat(move("c")).isInstanceOf(Outcome.Done.class);
  }

  private Optional<Hold> oneIsEnough() {
    assertThat(Thread.holdsLock(gate)).isTrue();
    return gate.leaving().isEmpty()
        ? Optional.empty()
        : Optional.of(new Hold("MinAvailable", "", ""));
  }

  private static Outcome done(Intent intent) {
    return new Outcome.Done(intent, NOON);
  }

  @Test
  void theSameIntentMayTryAgain() {
    var intent = intent("i", Purpose.LOST_NODE, "a");
    gate.pass(intent, SHOP, Optional::empty, () -> new Outcome.Unknown(intent, "timed out"));
    assertThat(gate.leaving()).containsExactly("uid-a");
    assertThat(pass(intent)).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void aPodThatTheCachesNeverShowedLeavingIsForgottenAfterAMinute() {
    move("a");
    nanos = Duration.ofSeconds(59).toNanos();
    assertThat(gate.leaving()).containsExactly("uid-a");
    nanos = Duration.ofSeconds(60).toNanos();
    assertThat(gate.leaving()).isEmpty();
  }

  @Test
  void aCallThatFailsIsOverAndMayHaveHappened() throws InterruptedException {
    var intent = intent("i", Purpose.FAULTY_POD, "a");
    assertThatThrownBy(
            () ->
                gate.pass(
                    intent,
                    SHOP,
                    Optional::empty,
                    () -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");
    assertThat(gate.leaving()).containsExactly("uid-a");
    assertThat(gate.close(Duration.ZERO)).isTrue();
  }

  @Test
  void closingWaitsForWhatIsUnderWayAndLetsNothingThroughAfterwards() throws Exception {
    var begun = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    var intent = intent("i", Purpose.FAULTY_POD, "a");
    var underWay =
        CompletableFuture.supplyAsync(
            () -> gate.pass(intent, SHOP, Optional::empty, () -> slowly(intent, begun, end)));
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(gate.close(Duration.ofMillis(1))).isFalse();
    assertThat(reason(move("b"))).isEqualTo("ShuttingDown");
    end.countDown();
    assertThat(gate.close(Duration.ofSeconds(10))).isTrue();
    assertThat(underWay.get(10, TimeUnit.SECONDS)).isInstanceOf(Outcome.Done.class);
  }

  private static Outcome slowly(Intent intent, CountDownLatch begun, CountDownLatch end) {
    begun.countDown();
    try {
      if (!end.await(10, TimeUnit.SECONDS)) return new Outcome.Unknown(intent, "never ended");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Outcome.Done(intent, NOON);
  }

  private Outcome move(String pod) {
    return pass(intent("i-" + pod, Purpose.FAULTY_POD, pod));
  }

  private Outcome pass(Intent intent) {
    return gate.pass(
        intent,
        SHOP,
        Optional::empty,
        () -> {
          calls.incrementAndGet();
          return new Outcome.Done(intent, NOON);
        });
  }

  private void refused(String pod) {
    var intent = intent("i-" + pod, Purpose.FAULTY_POD, pod);
    gate.pass(
        intent,
        SHOP,
        Optional::empty,
        () -> new Outcome.Refused(intent, "DisruptionBudget", "", ""));
  }

  private void unanswered(String pod) {
    var intent = intent("i-" + pod, Purpose.FAULTY_POD, pod);
    gate.pass(intent, SHOP, Optional::empty, () -> new Outcome.Unknown(intent, "timed out"));
  }

  private static String reason(Outcome outcome) {
    return outcome instanceof Outcome.Refused refused ? refused.reason() : outcome.toString();
  }

  private static Intent intent(String id, Purpose purpose, String pod) {
    var step = new Step.Evict(new PodRef("shop", pod, "uid-" + pod));
    return new Intent(id, step, "incident", "n", purpose, "Restart", Duration.ofSeconds(60), NOON);
  }
}
