package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.action.Cluster;
import dev.holdfast.action.Cluster.Answer;
import dev.holdfast.action.Cluster.NodeLook;
import dev.holdfast.action.Cluster.NodeRef;
import dev.holdfast.action.Cluster.PodLook;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.OwnPlane;
import dev.holdfast.kit.Scene;
import dev.holdfast.kube.write.LiveCluster;
import dev.holdfast.signal.NodeAnnotations;
import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.PodRef;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each change of the cluster, as the real API server answers it. */
@Tag("integration")
@OwnPlane
@ExtendWith(KubeExtension.class)
class LiveClusterIT {
  private static final Cluster.LastLook ANY = live -> Optional.empty();

  private static final String MARK = "{\"taint\":\"ours\"}";
  private static final Taint FOREIGN = new Taint("NoSchedule", "example.test/theirs", null, "x");

  private final Scene scene;
  private final KubernetesClient client;
  private final LiveCluster cluster;
  private final String nodeName;
  private Node node = new Node();

  LiveClusterIT(Scene scene) {
    this.scene = scene;
    this.client = scene.client();
    this.cluster = new LiveCluster(client, Instant::now);
    this.nodeName = scene.namespace() + "-lonely";
  }

  /** No kubelet is behind this node: nobody but the test and the subject changes it much. */
  @BeforeEach
  void createNode() {
    node =
        client
            .resource(
                new NodeBuilder()
                    .withNewMetadata()
                    .withName(nodeName)
                    .addToAnnotations("example.test/theirs", "kept")
                    .endMetadata()
                    .withNewSpec()
                    .withTaints(FOREIGN)
                    .endSpec()
                    .build())
            .create();
  }

  @AfterEach
  void deleteNode() {
    client.nodes().withName(nodeName).delete();
  }

  private NodeRef ref() {
    return new NodeRef(nodeName, node.getMetadata().getUid());
  }

  private Node now() {
    return client.nodes().withName(nodeName).get();
  }

  private List<String> taints() {
    return now().getSpec().getTaints().stream().map(Taint::getKey).toList();
  }

  private Pod pod(String name) {
    var created =
        client
            .resource(
                new PodBuilder()
                    .withNewMetadata()
                    .withNamespace(scene.namespace())
                    .withName(name)
                    .addToLabels("app", name)
                    .endMetadata()
                    .withNewSpec()
                    .withNodeName(nodeName)
                    .addNewContainer()
                    .withName("main")
                    .withImage("example.test/app")
                    .endContainer()
                    .endSpec()
                    .build())
            .create();
    return client
        .resource(created)
        .editStatus(
            p ->
                new PodBuilder(p)
                    .editOrNewStatus()
                    .withPhase("Running")
                    .addNewCondition()
                    .withType("Ready")
                    .withStatus("True")
                    .endCondition()
                    .endStatus()
                    .build());
  }

  private static PodRef ref(Pod pod) {
    var meta = pod.getMetadata();
    return new PodRef(meta.getNamespace(), meta.getName(), meta.getUid());
  }

  private static PodRef namesake(Pod pod) {
    var meta = pod.getMetadata();
    return new PodRef(meta.getNamespace(), meta.getName(), "00000000-0000-4000-8000-000000000000");
  }

  private Optional<Pod> find(Pod pod) {
    return Optional.ofNullable(client.resource(pod).get());
  }

  @Test
  void noCallTouchesANamesake() {
    var pod = pod("namesake");

    assertThat(cluster.look(namesake(pod))).isEqualTo(new PodLook.Absent());
    assertThat(cluster.delete(namesake(pod))).isInstanceOf(Answer.Moot.class);
    assertThat(cluster.forceDelete(namesake(pod))).isInstanceOf(Answer.Moot.class);
    assertThat(cluster.evict(namesake(pod))).isInstanceOf(Answer.Moot.class);
    assertThat(cluster.markDisrupted(namesake(pod), "m")).isInstanceOf(Answer.Moot.class);

    assertThat(find(pod))
        .hasValueSatisfying(
            p -> {
              assertThat(p.getMetadata().getDeletionTimestamp()).isNull();
              assertThat(conditions(p)).doesNotContain("DisruptionTarget");
            });
  }

  private static List<String> conditions(Pod pod) {
    return pod.getStatus().getConditions().stream().map(PodCondition::getType).toList();
  }

  @Test
  void whatIsGoneIsMoot() {
    var gone = new PodRef(scene.namespace(), "never-was", "u");

    assertThat(cluster.look(gone)).isEqualTo(new PodLook.Absent());
    assertThat(cluster.delete(gone)).isInstanceOf(Answer.Moot.class);
    assertThat(cluster.evict(gone)).isInstanceOf(Answer.Moot.class);
    assertThat(cluster.markDisrupted(gone, "m")).isInstanceOf(Answer.Moot.class);
    assertThat(cluster.lookAtNode("never-was")).isEqualTo(new NodeLook.Absent());
    assertThat(cluster.mark(new NodeRef("never-was", "u"), MARK, ANY))
        .isInstanceOf(Answer.Moot.class);
  }

  @Test
  void aDeletedPodOfADeadNodeStaysTerminatingUntilItIsForced() {
    var pod = pod("stuck");

    assertThat(cluster.delete(ref(pod))).isEqualTo(new Answer.Accepted());
    assertThat(cluster.look(ref(pod)))
        .isInstanceOfSatisfying(
            PodLook.Present.class, look -> assertThat(look.pod().isDeleting()).isTrue());
    assertThat(cluster.forceDelete(ref(pod))).isEqualTo(new Answer.Accepted());
    assertThat(cluster.look(ref(pod))).isEqualTo(new PodLook.Absent());
  }

  @Test
  void aBudgetBlocksAnEvictionAndSaysWhich() {
    var pod = pod("guarded");
    var budget = budget("keep-one", "guarded");
    scene
        .eventually()
        .until(
            "the budget counts the pod",
            () ->
                Optional.ofNullable(client.resource(budget).get().getStatus())
                    .map(s -> Integer.valueOf(1).equals(s.getCurrentHealthy()))
                    .orElse(false));

    assertThat(cluster.evict(ref(pod)))
        .isInstanceOfSatisfying(
            Answer.Blocked.class, a -> assertThat(a.why()).contains("keep-one"));

    budget("keep-another", "guarded");
    assertThat(cluster.evict(ref(pod)))
        .isInstanceOfSatisfying(
            Answer.Blocked.class,
            a -> assertThat(a.why()).contains("more than one PodDisruptionBudget"));

    client.policy().v1().podDisruptionBudget().inNamespace(scene.namespace()).delete();
    assertThat(cluster.evict(ref(pod))).isEqualTo(new Answer.Accepted());
    assertThat(find(pod)).hasValueSatisfying(p -> assertThat(p.isMarkedForDeletion()).isTrue());
  }

  private PodDisruptionBudget budget(String name, String app) {
    return client
        .resource(
            new PodDisruptionBudgetBuilder()
                .withNewMetadata()
                .withNamespace(scene.namespace())
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withMinAvailable(new IntOrString(1))
                .withNewSelector()
                .addToMatchLabels("app", app)
                .endSelector()
                .endSpec()
                .build())
        .create();
  }

  @Test
  void markingAPodDisruptedLeavesItsOtherConditionsAlone() {
    var pod = pod("disrupted");

    assertThat(cluster.markDisrupted(ref(pod), "its node is lost"))
        .isEqualTo(new Answer.Accepted());
    assertThat(find(pod))
        .hasValueSatisfying(p -> assertThat(conditions(p)).contains("Ready", "DisruptionTarget"));
  }

  @Test
  void aPodThatIsMarkedEndedHasFailedByDisruption() {
    var pod = pod("ended");

    assertThat(cluster.markEnded(ref(pod), "its node is dead")).isEqualTo(new Answer.Accepted());
    assertThat(find(pod))
        .hasValueSatisfying(p -> assertThat(p.getStatus().getPhase()).isEqualTo("Failed"))
        .hasValueSatisfying(p -> assertThat(conditions(p)).contains("Ready", "DisruptionTarget"));
  }

  @Test
  void aMarkAddsOneTaintAndOneAnnotationAndComesOffWithoutATrace() {
    markWhenItIsLeftAlone();
    assertThat(taints()).contains(NodeAnnotations.UNHEALTHY, FOREIGN.getKey());
    assertThat(now().getMetadata().getAnnotations())
        .containsEntry(NodeAnnotations.MARKED, MARK)
        .containsEntry("example.test/theirs", "kept");
    assertThat(look().annotation(NodeAnnotations.MARKED)).isEqualTo(MARK);
    assertThat(look().hasTaint(NodeAnnotations.UNHEALTHY)).isTrue();

    assertThat(cluster.mark(ref(), "a later mark", ANY)).isInstanceOf(Answer.Moot.class);
    assertThat(taints()).containsOnlyOnce(NodeAnnotations.UNHEALTHY);
    assertThat(look().annotation(NodeAnnotations.MARKED)).isEqualTo(MARK);

    assertThat(untilSettled(() -> cluster.unmark(ref(), true, ANY)))
        .isEqualTo(new Answer.Accepted());
    assertThat(taints()).contains(FOREIGN.getKey()).doesNotContain(NodeAnnotations.UNHEALTHY);
    assertThat(now().getMetadata().getAnnotations())
        .containsEntry("example.test/theirs", "kept")
        .doesNotContainKey(NodeAnnotations.MARKED);
    assertThat(untilSettled(() -> cluster.unmark(ref(), true, ANY)))
        .isInstanceOf(Answer.Moot.class);
  }

  /** The control plane's own controllers still busy themselves with a node that is new. */
  private void markWhenItIsLeftAlone() {
    scene
        .eventually()
        .until("it is marked", () -> cluster.mark(ref(), MARK, ANY) instanceof Answer.Accepted);
  }

  private NodeSignal look() {
    return ((NodeLook.Present) cluster.lookAtNode(nodeName)).node();
  }

  @Test
  void aTaintThatIsNotOursToTakeStays() {
    markWhenItIsLeftAlone();
    assertThat(untilSettled(() -> cluster.unmark(ref(), false, ANY)))
        .isEqualTo(new Answer.Accepted());
    assertThat(taints()).contains(NodeAnnotations.UNHEALTHY);
  }

  @Test
  void aConfirmationIsVoidedAndNothingElse() {
    annotate(NodeAnnotations.CONFIRMED_DEAD, "boot");

    assertThat(untilSettled(() -> cluster.voidConfirmation(ref(), ANY)))
        .isEqualTo(new Answer.Accepted());
    assertThat(now().getMetadata().getAnnotations())
        .containsEntry("example.test/theirs", "kept")
        .doesNotContainKey(NodeAnnotations.CONFIRMED_DEAD);
  }

  @Test
  void aNodeOfAnotherUidIsNotMarked() {
    assertThat(cluster.mark(new NodeRef(nodeName, "another"), MARK, ANY))
        .isInstanceOf(Answer.Moot.class);
    assertThat(taints()).doesNotContain(NodeAnnotations.UNHEALTHY);
  }

  /** Somebody changes the node after we looked at it and right before our patch arrives. */
  @Test
  void aMarkForANodeThatHasChangedMeanwhileIsVoid() {
    try (var meddled = meddlingClient()) {
      assertThat(new LiveCluster(meddled, Instant::now).mark(ref(), MARK, ANY))
          .isInstanceOfSatisfying(Answer.Rejected.class, a -> assertThat(a.code()).isEqualTo(409));
    }
    assertThat(taints()).doesNotContain(NodeAnnotations.UNHEALTHY);
    assertThat(now().getMetadata().getAnnotations())
        .doesNotContainKey(NodeAnnotations.MARKED)
        .containsEntry("example.test/meddled", "true");
  }

  private KubernetesClient meddlingClient() {
    var done = new AtomicBoolean();
    var meddler =
        new Interceptor() {
          @Override
          public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
            if (request.method().equals("PATCH") && done.compareAndSet(false, true)) meddle();
          }
        };
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(scene.plane().kubeconfig().toFile()))
        .withHttpClientBuilderConsumer(b -> b.addOrReplaceInterceptor("meddler", meddler))
        .build();
  }

  private void meddle() {
    annotate("example.test/meddled", "true");
  }

  /** Whatever version the node has: the node controllers write to it as well. */
  private void annotate(String name, String value) {
    client
        .nodes()
        .withName(nodeName)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}".formatted(name, value));
  }

  /**
   * As callers do: others may change the node between our look and our patch, which then conflicts
   * (409), or no longer fits what is there (422).
   */
  private static Answer untilSettled(Supplier<Answer> change) {
    var answer = change.get();
    for (int again = 0; again < 20 && isOvertaken(answer); again++) answer = change.get();
    return answer;
  }

  private static boolean isOvertaken(Answer answer) {
    return answer instanceof Answer.Rejected rejected
        && (rejected.code() == 409 || rejected.code() == 422);
  }
}
