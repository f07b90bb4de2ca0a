package dev.holdfast.it;

import static dev.holdfast.it.LonelyNode.FOREIGN;
import static dev.holdfast.it.LonelyNode.FOREIGN_ANNOTATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.action.Cluster;
import dev.holdfast.action.Cluster.Answer;
import dev.holdfast.action.Cluster.NodeLook;
import dev.holdfast.action.Cluster.NodeRef;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.OwnPlane;
import dev.holdfast.kit.Scene;
import dev.holdfast.kube.write.LiveCluster;
import dev.holdfast.signal.NodeAnnotations;
import dev.holdfast.signal.NodeSignal;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each change of a node, as the real API server answers it. */
@Tag("integration")
@OwnPlane
@ExtendWith(KubeExtension.class)
class LiveNodeChangesIT {
  private static final Cluster.LastLook ANY = live -> Optional.empty();
  private static final String MARK = "{\"taint\":\"ours\"}";
  private static final String MEDDLED = "example.test/meddled";

  private final Scene scene;
  private final LiveCluster cluster;
  private LonelyNode node;

  LiveNodeChangesIT(Scene scene) {
    this.scene = scene;
    this.cluster = new LiveCluster(scene.client(), Instant::now);
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
  void aMarkAddsOneTaintAndOneAnnotationAndComesOffWithoutATrace() {
    markWhenItIsLeftAlone();
    assertThat(node.taints()).contains(NodeAnnotations.UNHEALTHY, FOREIGN.getKey());
    assertThat(node.annotations())
        .containsEntry(NodeAnnotations.MARKED, MARK)
        .containsEntry(FOREIGN_ANNOTATION, "kept");
    assertThat(look().annotation(NodeAnnotations.MARKED)).isEqualTo(MARK);
    assertThat(look().hasTaint(NodeAnnotations.UNHEALTHY)).isTrue();

    assertThat(cluster.mark(node.ref(), "a later mark", ANY)).isInstanceOf(Answer.Moot.class);
    assertThat(node.taints()).containsOnlyOnce(NodeAnnotations.UNHEALTHY);
    assertThat(look().annotation(NodeAnnotations.MARKED)).isEqualTo(MARK);

    assertThat(untilSettled(() -> cluster.unmark(node.ref(), true, ANY)))
        .isEqualTo(new Answer.Accepted());
    assertThat(node.taints()).contains(FOREIGN.getKey()).doesNotContain(NodeAnnotations.UNHEALTHY);
    assertThat(node.annotations())
        .containsEntry(FOREIGN_ANNOTATION, "kept")
        .doesNotContainKey(NodeAnnotations.MARKED);
    assertThat(untilSettled(() -> cluster.unmark(node.ref(), true, ANY)))
        .isInstanceOf(Answer.Moot.class);
  }

  private NodeSignal look() {
    return ((NodeLook.Present) cluster.lookAtNode(node.name())).node();
  }

  @Test
  void aTaintThatIsNotOursToTakeStays() {
    markWhenItIsLeftAlone();
    assertThat(untilSettled(() -> cluster.unmark(node.ref(), false, ANY)))
        .isEqualTo(new Answer.Accepted());
    assertThat(node.taints()).contains(NodeAnnotations.UNHEALTHY);
  }

  /** The control plane's own controllers still busy themselves with a node that is new. */
  private void markWhenItIsLeftAlone() {
    scene
        .eventually()
        .until(
            "it is marked", () -> cluster.mark(node.ref(), MARK, ANY) instanceof Answer.Accepted);
  }

  @Test
  void aConfirmationIsVoidedAndNothingElse() {
    node.annotate(NodeAnnotations.CONFIRMED_DEAD, "boot");

    assertThat(untilSettled(() -> cluster.voidConfirmation(node.ref(), ANY)))
        .isEqualTo(new Answer.Accepted());
    assertThat(node.annotations())
        .containsEntry(FOREIGN_ANNOTATION, "kept")
        .doesNotContainKey(NodeAnnotations.CONFIRMED_DEAD);
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

  @Test
  void aNodeOfAnotherUidIsNotMarked() {
    assertThat(cluster.mark(new NodeRef(node.name(), "another"), MARK, ANY))
        .isInstanceOf(Answer.Moot.class);
    assertThat(node.taints()).doesNotContain(NodeAnnotations.UNHEALTHY);
  }

  /** Somebody changes the node after we looked at it and right before our patch arrives. */
  @Test
  void aMarkForANodeThatHasChangedMeanwhileIsVoid() {
    try (var meddled = meddlingClient()) {
      assertThat(new LiveCluster(meddled, Instant::now).mark(node.ref(), MARK, ANY))
          .isInstanceOfSatisfying(Answer.Rejected.class, a -> assertThat(a.code()).isEqualTo(409));
    }
    assertThat(node.taints()).doesNotContain(NodeAnnotations.UNHEALTHY);
    assertThat(node.annotations())
        .doesNotContainKey(NodeAnnotations.MARKED)
        .containsEntry(MEDDLED, "true");
  }

  private KubernetesClient meddlingClient() {
    var done = new AtomicBoolean();
    var meddler =
        new Interceptor() {
          @Override
          public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
            if (request.method().equals("PATCH") && done.compareAndSet(false, true)) {
              node.annotate(MEDDLED, "true");
            }
          }
        };
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(scene.plane().kubeconfig().toFile()))
        .withHttpClientBuilderConsumer(b -> b.addOrReplaceInterceptor("meddler", meddler))
        .build();
  }
}
