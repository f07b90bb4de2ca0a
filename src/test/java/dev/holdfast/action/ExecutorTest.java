package dev.holdfast.action;

import static dev.holdfast.action.OneFaultyPod.DELETE;
import static dev.holdfast.action.OneFaultyPod.EVICT;
import static dev.holdfast.action.OneFaultyPod.FORCE;
import static dev.holdfast.action.OneFaultyPod.P;
import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.intent;
import static dev.holdfast.golden.Sample.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.action.Cluster.Answer;
import dev.holdfast.incident.Intent.Purpose;
import dev.holdfast.incident.Outcome;
import dev.holdfast.incident.Step;
import dev.holdfast.signal.PodRef;
import org.junit.jupiter.api.Test;

/** What is asked and done for each step, and in which order. */
class ExecutorTest {
  private final OneFaultyPod scene = new OneFaultyPod();
  private final InMemoryCluster cluster = scene.cluster;

  @Test
  void looksAtPodAndNodeRightBeforeItActs() {
    assertThat(scene.execute(EVICT)).isEqualTo(new Outcome.Done(EVICT, NOON));
    assertThat(cluster.calls).containsExactly("look at pod p", "look at node n", "evict uid-p");
  }

  @Test
  void oneLookAtANodeServesAllItsPods() {
    cluster.pods.put("q", pod("{name: q, node: n, ready: false}"));
    var other = new Step.Evict(new PodRef("shop", "q", "uid-q"));
    var outcomes = scene.executeAll(EVICT, intent(other, Purpose.FAULTY_POD));
    assertThat(outcomes).hasSize(2).allMatch(Outcome.Done.class::isInstance);
    assertThat(cluster.calls).filteredOn("look at node n"::equals).hasSize(1);
  }

  @Test
  void deletesWithoutFurtherWords() {
    scene.itsNodeIsDead();
    assertThat(scene.execute(DELETE)).isInstanceOf(Outcome.Done.class);
    assertThat(cluster.changes()).containsExactly("delete uid-p");
  }

  @Test
  void saysDisruptedFirstWhereTheJobAsksForIt() {
    scene.itsNodeIsDead();
    assertThat(scene.execute(intent(new Step.Delete(P, true), Purpose.LOST_NODE)))
        .isInstanceOf(Outcome.Done.class);
    assertThat(cluster.changes()).containsExactly("mark disrupted uid-p", "delete uid-p");
  }

  @Test
  void saysDisruptedBeforeEachForceDelete() {
    scene.itsNodeIsDead();
    assertThat(scene.execute(FORCE)).isInstanceOf(Outcome.Done.class);
    assertThat(cluster.changes()).containsExactly("mark disrupted uid-p", "force delete uid-p");
  }

  @Test
  void removesNothingThatCouldNotBeMarkedDisrupted() {
    scene.itsNodeIsDead();
    cluster.answers.put("mark disrupted", new Answer.Rejected(403, "forbidden"));
    assertThat(scene.execute(FORCE))
        .isEqualTo(
            new Outcome.Refused(
                FORCE, "Rejected", "403: forbidden", "decided afresh at the next look"));
    assertThat(cluster.changes()).containsExactly("mark disrupted uid-p");
  }
}
