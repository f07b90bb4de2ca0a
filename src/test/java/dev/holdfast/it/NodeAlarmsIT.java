package dev.holdfast.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.api.AlarmStatus;
import dev.holdfast.kit.HttpReceiver;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.OperatorSettings;
import dev.holdfast.kit.OwnPlane;
import dev.holdfast.kit.Scene;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.message.MessageReader;
import io.cloudevents.http.HttpMessageFactory;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a node policy tells of its nodes, whoever leads. */
@Tag("integration")
@OwnPlane
@ExtendWith(KubeExtension.class)
class NodeAlarmsIT {

  /** What is counted is how long detection took: the last sign of life must have been seen. */
  @Test
  void aLossThatOneLeaderToldOfIsEndedByTheNextAndCountsAmongThoseThatItFinds(Scene scene)
      throws Exception {
    var hosts = scene.hosts("a", "b", "c");
    var replicas = Replicas.on(scene.plane());
    try (var receiver = new HttpReceiver()) {
      scene
          .policies()
          .judgeNodes(
              scene.pool(), "alarms: [{cloudEvents: {url: \"%s/ha\"}}]".formatted(receiver.url()));
      try (var first = replicas.launch("first", NodeAlarmsIT::onLoopback)) {
        first.awaitReady();
        hosts.host(0).awaitRenewal();
        hosts.host(0).crash();
        scene
            .afterALoss()
            .until("the loss is told", () -> told(receiver).contains("NodeLost firing"));
        scene.eventually().until("it is counted", () -> losses(scene) == 1);
        first.kill();
      }
      hosts.host(0).comeBack();
      try (var second = replicas.launch("second", NodeAlarmsIT::onLoopback)) {
        second.awaitReady();
        scene
            .eventually()
            .until("its end is told", () -> told(receiver).contains("NodeLost resolved"));
        assertThat(losses(scene)).isEqualTo(1);

        hosts.host(1).awaitRenewal();
        hosts.host(1).crash();
        scene.afterALoss().until("both are counted", () -> losses(scene) == 2);
        scene.eventually().until("one is alarmed of", () -> alarms(scene).contains("Firing"));
      }
      assertThat(told(receiver)).containsOnlyOnce("NodeLost resolved");
    }
  }

  private static OperatorSettings onLoopback(OperatorSettings settings) {
    return settings.with("HOLDFAST_ALARM_ADDRESSES", "127.0.0.0/8");
  }

  private static int losses(Scene scene) {
    var detection = scene.policies().nodes().detection();
    return detection == null ? 0 : detection.losses();
  }

  private static List<String> alarms(Scene scene) {
    return scene.policies().nodes().alarms().stream().map(AlarmStatus::state).toList();
  }

  private static List<String> told(HttpReceiver receiver) {
    return receiver.taken().stream()
        .filter(HttpReceiver.Taken::accepted)
        .map(taken -> HttpMessageFactory.createReaderFromMultimap(taken.headers(), taken.body()))
        .map(MessageReader::toEvent)
        .map(event -> reason(event) + event.getType().replace("dev.holdfast.alarm.", " "))
        .toList();
  }

  private static String reason(CloudEvent event) {
    var data = Objects.requireNonNull(event.getData()).toBytes();
    return Serialization.unmarshal(new String(data, UTF_8), ObjectNode.class)
        .path("reason")
        .asText();
  }
}
