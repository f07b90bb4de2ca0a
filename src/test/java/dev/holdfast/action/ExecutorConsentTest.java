package dev.holdfast.action;

import static dev.holdfast.action.OneFaultyPod.DELETE;
import static dev.holdfast.action.OneFaultyPod.EVICT;
import static dev.holdfast.action.OneFaultyPod.reason;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.health.Hold;
import dev.holdfast.incident.Outcome;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whoever may stop an act stops it up to the last moment. */
class ExecutorConsentTest {
  private final OneFaultyPod scene = new OneFaultyPod();
  private final InMemoryCluster cluster = scene.cluster;

  @Test
  void asksNothingWhileTheGateIsShut() {
    scene.leading = false;
    assertThat(reason(scene.execute(EVICT))).isEqualTo("NotLeading");
    assertThat(cluster.calls).isEmpty();
  }

  @Test
  void aHandbrakeThatIsReadLiveStopsTheBatchBeforeAnyLook() {
    scene.handbrake = Optional.of(Gate.emergencyStop());
    assertThat(reason(scene.execute(EVICT))).isEqualTo("EmergencyStop");
    assertThat(cluster.calls).isEmpty();
  }

  @Test
  void theEmergencyStopWorksInTheMiddleOfABatchToo() {
    scene.objection = Optional.of(new Hold("Slow", "", ""));
    scene.meanwhile =
        () -> {
          scene.now = scene.now.plusSeconds(1);
          scene.handbrake = Optional.of(Gate.emergencyStop());
        };
    assertThat(scene.executeAll(EVICT, EVICT))
        .extracting(OneFaultyPod::reason)
        .containsExactly("Slow", "EmergencyStop");
  }

  @Test
  void theEmergencyStopDoesNotWaitForLooksThatTakeLong() {
    scene.meanwhile =
        () -> {
          scene.now = scene.now.plusSeconds(1);
          scene.handbrake = Optional.of(Gate.emergencyStop());
        };
    assertThat(reason(scene.execute(EVICT))).isEqualTo("EmergencyStop");
    assertThat(cluster.changes()).isEmpty();
  }

  @Test
  void aPolicyThatObjectsToThePodAsItIsNowActsNoMore() {
    scene.objection = Optional.of(new Hold("PolicyChanged", "", ""));
    assertThat(reason(scene.execute(EVICT))).isEqualTo("PolicyChanged");
    assertThat(cluster.changes()).isEmpty();
  }

  @Test
  void aPromiseThatOthersUsedUpMeanwhileStopsAVoluntaryRemovalAndNoOther() {
    scene.brokenPromise = Optional.of(new Hold("MinAvailable", "", ""));
    assertThat(reason(scene.execute(EVICT))).isEqualTo("MinAvailable");
    assertThat(cluster.changes()).isEmpty();
    scene.itsNodeIsDead();
    assertThat(scene.execute(DELETE)).isInstanceOf(Outcome.Done.class);
  }
}
