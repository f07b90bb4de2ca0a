package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.kit.Scene;
import dev.holdfast.kit.net.OnNetwork;
import dev.holdfast.kit.net.PodAnswer;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Pods of the test kit's network answer at their addresses, and get traffic while they are ready.
 */
@Tag("integration")
@OnNetwork
class KitNetworkPodsIT {
  @Test
  void aPodAnswersAsItIsToldWhateverItsKubeletSays(Scene scene) throws Exception {
    scene.hosts("a");
    var web = WebPod.start(scene);
    tell(web, PodAnswer.FAIL);
    scene.eventually().until("it fails", () -> web.answer().contains("500 Internal"));

    tell(web, PodAnswer.HANG);
    scene.eventually().untilAsserted("it hangs", () -> assertHangs(web));

    tell(web, PodAnswer.REFUSE);
    scene.eventually().untilAsserted("nobody listens", () -> assertRefuses(web));
    assertThat(web.isReady()).isTrue();

    scene.client().resource(web.pod()).delete();
    scene.eventually().until("the pod is gone", web::isGone);
    assertRefuses(web);
  }

  @Test
  void aMarkOfNotReadyTakesTrafficAwayUntilAKubeletThatLivesTakesItBack(Scene scene)
      throws Exception {
    var host = scene.hosts("a").host(0);
    var web = WebPod.start(scene);
    scene.eventually().until("traffic goes to the pod", web::getsTraffic);

    host.cutOff();
    mark(web);
    scene.eventually().until("no traffic goes to it", () -> !web.getsTraffic());

    host.comeBack();
    scene.eventually().until("traffic goes to it again", web::getsTraffic);
  }

  private static void tell(WebPod web, PodAnswer answer) {
    web.scene().annotate(web.pod(), PodAnswer.ANNOTATION, answer.value());
  }

  /** As the operator does, for pods of a host that it does not reach. */
  private static void mark(WebPod web) {
    web.scene()
        .client()
        .pods()
        .inNamespace(web.scene().namespace())
        .withName(web.pod().getMetadata().getName())
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.STRATEGIC_MERGE),
            "{\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"False\"}]}}");
  }

  private static void assertHangs(WebPod web) {
    assertThatThrownBy(web::answer)
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessageContaining("Read");
  }

  private static void assertRefuses(WebPod web) {
    assertThatThrownBy(web::answer).isInstanceOf(ConnectException.class);
  }
}
