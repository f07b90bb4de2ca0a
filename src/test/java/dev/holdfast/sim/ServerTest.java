package dev.holdfast.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.action.Cluster.Answer;
import dev.holdfast.action.Cluster.NodeLook;
import dev.holdfast.action.Cluster.NodeRef;
import dev.holdfast.action.Cluster.PodLook;
import dev.holdfast.api.PolicyStatus;
import dev.holdfast.signal.PodRef;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The played API server answers Holdfast's client as a real one does. */
class ServerTest {
  private final World world =
      new World(new World.Size(9, 4), FaultClass.CRASH, 1, new Trace(false));
  private final Hand hand =
      Hand.of(world, Objects.requireNonNull(world.election.holder()), world.draw.fork());
  private final ServerPod pod = world.api.pods().iterator().next();

  private PodRef ofAnother() {
    return new PodRef(Workload.NAMESPACE, pod.name, "uid-of-another");
  }

  @Test
  void whatIsLookedAtIsWhatAWatchBrings() {
    var replica = Objects.requireNonNull(world.election.holder());
    world.agenda.runUntil(25 * Agenda.SECOND);
    var node = Objects.requireNonNull(pod.node);
    assertThat(hand.cluster().look(pod.ref()))
        .isInstanceOfSatisfying(
            PodLook.Present.class,
            look -> {
              assertThat(look.pod().owner()).isEqualTo(pod.workload.controller());
              assertThat(look.pod().isOn(node) && look.pod().ready()).isTrue();
            });
    assertThat(hand.cluster().lookAtNode(node))
        .isInstanceOfSatisfying(
            NodeLook.Present.class,
            look -> {
              var seen = replica.sight.node(node).orElseThrow();
              assertThat(look.node().leaseStamp()).isEqualTo(seen.leaseStamp());
              assertThat(look.node().taints()).isEqualTo(seen.taints());
              assertThat(look.node().allocatable()).isEqualTo(seen.allocatable());
            });
  }

  @Test
  void aRemovalIsOfThatVeryPod() {
    assertThat(hand.cluster().delete(ofAnother())).isInstanceOf(Answer.Moot.class);
    assertThat(hand.cluster().evict(ofAnother())).isInstanceOf(Answer.Moot.class);
    assertThat(hand.cluster().markNotReady(ofAnother(), "")).isInstanceOf(Answer.Moot.class);
    assertThat(pod.isDeleting() || !pod.ready).isFalse();
    assertThat(hand.cluster().delete(pod.ref())).isInstanceOf(Answer.Accepted.class);
    assertThat(pod.isDeleting()).isTrue();
  }

  @Test
  void aNodeIsPatchedInTheVersionThatWasLookedAt() {
    var node = world.api.node(Objects.requireNonNull(pod.node));
    var ref = new NodeRef(node.name, node.uid);
    var meddled =
        hand.cluster()
            .mark(
                ref,
                "Lost",
                seen -> {
                  world.api.changed(node);
                  return Optional.empty();
                });
    assertThat(meddled)
        .isInstanceOfSatisfying(Answer.Rejected.class, a -> assertThat(a.code()).isEqualTo(409));
    assertThat(hand.cluster().mark(ref, "Lost", seen -> Optional.empty()))
        .isInstanceOf(Answer.Accepted.class);
    assertThat(node.repels()).isTrue();
  }

  @Test
  void whoLosesACompareAndSetReadsTheWinnersVersion() {
    var seen = world.api.policy(pod.workload);
    world.api.become(pod.workload, seen.annotated("example.dev/by", "another"));
    assertThat(hand.statuses().write(seen.policy(), PolicyStatus.EMPTY)).isEmpty();
    var newest = hand.statuses().read(seen.policy()).orElseThrow();
    assertThat(newest.getMetadata().getAnnotations()).containsEntry("example.dev/by", "another");
    assertThat(hand.statuses().write(newest, PolicyStatus.EMPTY)).isPresent();
  }
}
