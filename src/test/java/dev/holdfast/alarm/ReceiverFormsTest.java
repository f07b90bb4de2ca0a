package dev.holdfast.alarm;

import static dev.holdfast.alarm.Outpost.KEY;
import static dev.holdfast.alarm.Outpost.LOOPBACK;
import static dev.holdfast.alarm.SampleAlarm.END;
import static dev.holdfast.alarm.SampleAlarm.NOON;
import static dev.holdfast.alarm.SampleAlarm.firing;
import static dev.holdfast.alarm.SampleAlarm.hook;
import static dev.holdfast.alarm.SampleAlarm.over;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.api.AlarmChannel;
import dev.holdfast.api.AlarmChannel.Alertmanager;
import dev.holdfast.api.AlarmChannel.Slack;
import dev.holdfast.kit.HttpReceiver;
import io.cloudevents.CloudEvent;
import io.cloudevents.http.HttpMessageFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Each receiver is told in the form that it reads. */
class ReceiverFormsTest {
  @AutoClose private final Outpost outpost = Outpost.open();
  private final HttpReceiver receiver = outpost.receiver();

  @Test
  void alertmanagerIsToldInItsOwnForm() {
    assertThat(outpost.tell(alertmanager(), firing(), LOOPBACK)).isEmpty();
    var taken = receiver.taken().getFirst();
    assertThat(taken.path()).isEqualTo("/api/v2/alerts");
    var alert = alert(taken);
    assertThat(alert.at("/labels/alertname").asText()).isEqualTo("HoldfastFaultDetected");
    assertThat(alert.at("/labels/namespace").asText()).isEqualTo("shop");
    assertThat(alert.at("/labels/severity").asText()).isEqualTo("warning");
    assertThat(alert.at("/annotations/runbook_url").asText())
        .isEqualTo("https://wiki/FaultDetected.md");
    assertThat(alert.at("/startsAt").asText()).isEqualTo(NOON.toString());
    assertThat(alert.at("/endsAt").asText()).isEqualTo(NOON.plus(AlertForm.STANDS).toString());
  }

  @Test
  void anAlertThatIsOverEndsWhenItWasOverUnderTheSameLabels() {
    outpost.tell(alertmanager(), firing(), LOOPBACK);
    outpost.tell(alertmanager(), over(), LOOPBACK);
    var alerts = receiver.taken().stream().map(ReceiverFormsTest::alert).toList();
    assertThat(alerts.get(1).get("labels")).isEqualTo(alerts.get(0).get("labels"));
    assertThat(alerts.get(1).at("/endsAt").asText()).isEqualTo(END.toString());
    assertThat(alerts.get(1).at("/annotations/description").asText()).isEqualTo("recovered");
  }

  private AlarmChannel alertmanager() {
    return new AlarmChannel(new Alertmanager(null, List.of(receiver.url())), null, null);
  }

  private static JsonNode alert(HttpReceiver.Taken taken) {
    try {
      return new ObjectMapper().readTree(taken.body()).get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void cloudEventsAreReadByTheOfficialSdkAndSigned() {
    outpost.secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    assertThat(outpost.tell(hook(receiver.url() + "/ha", KEY), firing(), LOOPBACK)).isEmpty();
    var taken = receiver.taken().getFirst();
    var event = event(taken);
    assertThat(event.getType()).isEqualTo("dev.holdfast.alarm.firing");
    assertThat(event.getSource().toString())
        .isEqualTo("/apis/holdfast.dev/v1alpha1/namespaces/shop/highavailabilitypolicies/web");
    assertThat(event.getSubject()).isEqualTo("Deployment/web");
    assertThat(taken.header("webhook-id")).isEqualTo(event.getId());
    assertThat(taken.header("webhook-signature")).startsWith("v1,");
  }

  @Test
  void whatIsSentAgainHasTheSameIdAndWhatIsNewAnother() {
    outpost.tell(hook(receiver.url()), firing(), LOOPBACK);
    outpost.tell(hook(receiver.url()), firing(), LOOPBACK);
    outpost.tell(hook(receiver.url()), over(), LOOPBACK);
    var ids = receiver.taken().stream().map(taken -> event(taken).getId()).toList();
    assertThat(ids.get(1)).isEqualTo(ids.get(0));
    assertThat(ids.get(2)).isNotEqualTo(ids.get(0));
  }

  private static CloudEvent event(HttpReceiver.Taken taken) {
    return HttpMessageFactory.createReaderFromMultimap(taken.headers(), taken.body()).toEvent();
  }

  @Test
  void slackIsToldWithWhatItWouldReadAsMarkupEscaped() {
    outpost.secret(receiver.url() + "/services/T0");
    var slack = new AlarmChannel(null, null, new Slack(KEY));
    assertThat(outpost.tell(slack, firing(), LOOPBACK)).isEmpty();
    var text = new String(receiver.taken().getFirst().body(), UTF_8);
    assertThat(text).contains("pod a: &lt;!channel&gt;").doesNotContain("<!channel>");
  }
}
