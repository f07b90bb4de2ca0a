package dev.holdfast.action;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.action.Cluster.Answer;
import dev.holdfast.health.Verdict;
import dev.holdfast.plan.NodeStep;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nodes are changed through the same gate, and after a last look too. */
class NodeExecutorTest {
  private static final NodeStep UNMARK = new NodeStep.Unmark("n", "uid-n", true, true);

  private final OneFaultyPod scene = new OneFaultyPod();
  private final InMemoryCluster cluster = scene.cluster;
  private final NodeExecutor nodes = scene.nodeExecutor();

  @Test
  void stepsOnNodesGoThroughTheSameGate() {
    scene.see("{name: n, mark: Lost}", new Verdict.Healthy(NOON));
    assertThat(nodes.execute(UNMARK)).isEqualTo(new Answer.Accepted());
    scene.leading = false;
    assertThat(nodes.execute(UNMARK)).isInstanceOf(Answer.Rejected.class);
    assertThat(cluster.changes()).containsExactly("unmark with taint uid-n");
  }

  @Test
  void theEmergencyStopIsReadLiveRightBeforeANodeIsChanged() {
    scene.see("{name: n, mark: Lost}", new Verdict.Healthy(NOON));
    scene.handbrake = Optional.of(Gate.emergencyStop());
    assertThat(nodes.execute(UNMARK)).isEqualTo(new Answer.Moot("EmergencyStop"));
    assertThat(cluster.changes()).isEmpty();
  }

  @Test
  void aNodeThatWasOptedOutMeanwhileIsNotChanged() {
    cluster.nodes.put("n", node("{name: n, annotations: {holdfast.dev/hold: why}}"));
    assertThat(nodes.execute(UNMARK)).isEqualTo(new Answer.Moot("Veto"));
    assertThat(cluster.changes()).isEmpty();
  }
}
