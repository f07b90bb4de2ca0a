package dev.holdfast.action;

import static dev.holdfast.action.OneFaultyPod.DELETE;
import static dev.holdfast.action.OneFaultyPod.EVICT;
import static dev.holdfast.action.OneFaultyPod.FORCE;
import static dev.holdfast.action.OneFaultyPod.SILENT;
import static dev.holdfast.action.OneFaultyPod.reason;
import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.node;
import static dev.holdfast.golden.Sample.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.incident.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the live look shows otherwise than the plan is left alone. */
class ExecutorLookTest {
  private final OneFaultyPod scene = new OneFaultyPod();
  private final InMemoryCluster cluster = scene.cluster;

  @Test
  void leavesAPodAloneWhoseFaultIsOver() {
    cluster.pods.put("p", pod("{name: p, node: n}"));
    assertThat(reason(scene.execute(EVICT))).isEqualTo("FaultOver");
    assertThat(cluster.changes()).isEmpty();
  }

  @Test
  void leavesANamesakeAlone() {
    cluster.pods.put("p", pod("{name: p, uid: other, node: n, ready: false}"));
    assertThat(reason(scene.execute(EVICT))).isEqualTo("PodGone");
    assertThat(cluster.changes()).isEmpty();
  }

  @Test
  void leavesThePodsOfANodeAloneThatAnsweredInBetween() {
    scene.itsNodeIsDead();
    cluster.nodes.put("n", node(SILENT).withLease("renewed", NOON));
    assertThat(reason(scene.execute(DELETE))).isEqualTo("NodeAnswered");
    assertThat(reason(scene.execute(FORCE))).isEqualTo("NodeAnswered");
    assertThat(cluster.changes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"400, 1", "1000, 2"})
  void aLookAtANodeServesABatchForASecondOnly(long millisBetween, int looks) {
    scene.meanwhile = () -> scene.now = scene.now.plusMillis(millisBetween);
    scene.executeAll(EVICT, EVICT);
    assertThat(cluster.calls).filteredOn("look at node n"::equals).hasSize(looks);
  }

  @ParameterizedTest
  @CsvSource({"3999, ''", "4000, LookOutdated", "60000, LookOutdated"})
  void doesNothingOnALookThatItHasStoodStillSince(long millis, String refusal) {
    scene.meanwhile = () -> scene.now = scene.now.plusMillis(millis);
    var outcome = scene.execute(EVICT);
    assertThat(outcome instanceof Outcome.Refused ? reason(outcome) : "").isEqualTo(refusal);
    assertThat(cluster.changes()).hasSize(refusal.isEmpty() ? 1 : 0);
  }

  @Test
  void doesNothingAboutWhatItCannotRead() {
    cluster.readable = false;
    assertThat(reason(scene.execute(EVICT))).isEqualTo("Unreadable");
    assertThat(cluster.changes()).isEmpty();
  }

  @Test
  void doesNothingWhenTheNodeIsNotThereAnyMore() {
    cluster.nodes.clear();
    assertThat(reason(scene.execute(EVICT))).isEqualTo("NodeGone");
    assertThat(cluster.changes()).isEmpty();
  }
}
