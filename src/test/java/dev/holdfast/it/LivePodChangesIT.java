package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.action.Cluster.Answer;
import dev.holdfast.action.Cluster.NodeLook;
import dev.holdfast.action.Cluster.NodeRef;
import dev.holdfast.action.Cluster.PodLook;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.OwnPlane;
import dev.holdfast.kit.Scene;
import dev.holdfast.kube.write.LiveCluster;
import dev.holdfast.signal.PodRef;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each change of a pod, as the real API server answers it. */
@Tag("integration")
@OwnPlane
@ExtendWith(KubeExtension.class)
class LivePodChangesIT {
  private final Scene scene;
  private final KubernetesClient client;
  private final LiveCluster cluster;
  private LonelyNode node;

  LivePodChangesIT(Scene scene) {
    this.scene = scene;
    this.client = scene.client();
    this.cluster = new LiveCluster(client, Instant::now);
  }

  @BeforeEach
  void createNode() {
    node = LonelyNode.in(scene);
  }

  @AfterEach
  void deleteNode() {
    node.close();
  }

  @Test
  void noCallTouchesANamesake() {
    var pod = node.readyPod("namesake");
    var namesake = ref(pod, "00000000-0000-4000-8000-000000000000");

    assertThat(cluster.look(namesake)).isEqualTo(new PodLook.Absent());
    assertThat(cluster.delete(namesake)).isInstanceOf(Answer.Moot.class);
    assertThat(cluster.forceDelete(namesake)).isInstanceOf(Answer.Moot.class);
    assertThat(cluster.evict(namesake)).isInstanceOf(Answer.Moot.class);
    assertThat(cluster.markDisrupted(namesake, "m")).isInstanceOf(Answer.Moot.class);

    assertThat(find(pod))
        .hasValueSatisfying(p -> assertThat(p.isMarkedForDeletion()).isFalse())
        .hasValueSatisfying(p -> assertThat(conditions(p)).doesNotContain("DisruptionTarget"));
  }

  @Test
  void whatIsGoneIsMoot() {
    var gone = new PodRef(scene.namespace(), "never-was", "u");

    assertThat(cluster.look(gone)).isEqualTo(new PodLook.Absent());
    assertThat(cluster.delete(gone)).isInstanceOf(Answer.Moot.class);
    assertThat(cluster.evict(gone)).isInstanceOf(Answer.Moot.class);
    assertThat(cluster.markDisrupted(gone, "m")).isInstanceOf(Answer.Moot.class);
    assertThat(cluster.lookAtNode("never-was")).isEqualTo(new NodeLook.Absent());
    assertThat(cluster.mark(new NodeRef("never-was", "u"), "{}", live -> Optional.empty()))
        .isInstanceOf(Answer.Moot.class);
  }

  @Test
  void aDeletedPodOfADeadNodeStaysTerminatingUntilItIsForced() {
    var pod = ref(node.readyPod("stuck"));

    assertThat(cluster.delete(pod)).isEqualTo(new Answer.Accepted());
    assertThat(cluster.look(pod))
        .isInstanceOfSatisfying(
            PodLook.Present.class, look -> assertThat(look.pod().isDeleting()).isTrue());
    assertThat(cluster.forceDelete(pod)).isEqualTo(new Answer.Accepted());
    assertThat(cluster.look(pod)).isEqualTo(new PodLook.Absent());
  }

  @Test
  void aBudgetBlocksAnEvictionAndSaysWhich() {
    var pod = node.readyPod("guarded");
    var budget = budget("keep-one", "guarded");
    scene.eventually().until("the budget counts the pod", () -> counts(budget));

    assertBlocked(cluster.evict(ref(pod)), "keep-one");

    budget("keep-another", "guarded");
    assertBlocked(cluster.evict(ref(pod)), "more than one PodDisruptionBudget");

    client.policy().v1().podDisruptionBudget().inNamespace(scene.namespace()).delete();
    assertThat(cluster.evict(ref(pod))).isEqualTo(new Answer.Accepted());
    assertThat(find(pod)).hasValueSatisfying(p -> assertThat(p.isMarkedForDeletion()).isTrue());
  }

  private PodDisruptionBudget budget(String name, String app) {
    var budget = scene.workloads().budget(app, "1");
    budget.getMetadata().setName(name);
    return scene.create(budget);
  }

  private boolean counts(PodDisruptionBudget budget) {
    var status = client.resource(budget).get().getStatus();
    return status != null && Objects.equals(status.getCurrentHealthy(), 1);
  }

  private static void assertBlocked(Answer answer, String why) {
    assertThat(answer)
        .isInstanceOfSatisfying(Answer.Blocked.class, a -> assertThat(a.why()).contains(why));
  }

  @Test
  void markingAPodDisruptedLeavesItsOtherConditionsAlone() {
    var pod = node.readyPod("disrupted");

    assertThat(cluster.markDisrupted(ref(pod), "its node is lost"))
        .isEqualTo(new Answer.Accepted());
    assertThat(find(pod))
        .hasValueSatisfying(p -> assertThat(conditions(p)).contains("Ready", "DisruptionTarget"));
  }

  @Test
  void aPodThatIsMarkedEndedHasFailedByDisruption() {
    var pod = node.readyPod("ended");

    assertThat(cluster.markEnded(ref(pod), "its node is dead")).isEqualTo(new Answer.Accepted());
    assertThat(find(pod))
        .hasValueSatisfying(p -> assertThat(p.getStatus().getPhase()).isEqualTo("Failed"))
        .hasValueSatisfying(p -> assertThat(conditions(p)).contains("Ready", "DisruptionTarget"));
  }

  private static PodRef ref(Pod pod) {
    return ref(pod, pod.getMetadata().getUid());
  }

  private static PodRef ref(Pod pod, String uid) {
    return new PodRef(pod.getMetadata().getNamespace(), pod.getMetadata().getName(), uid);
  }

  private Optional<Pod> find(Pod pod) {
    return Optional.ofNullable(client.resource(pod).get());
  }

  private static List<String> conditions(Pod pod) {
    return pod.getStatus().getConditions().stream().map(PodCondition::getType).toList();
  }
}
