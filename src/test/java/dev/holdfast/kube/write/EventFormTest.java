package dev.holdfast.kube.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.notice.Notice;
import dev.holdfast.notice.Notice.Subject;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventFormTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:01:00.5Z");

  private static Event event(Subject subject, String message) {
    var notice =
        new Notice(Notice.Type.WARNING, "Reason", subject, "t", message, Duration.ofMinutes(1));
    return EventForm.of(notice, new RecentNotices.Times(3, NOW.minusSeconds(60)), NOW, "pod-1");
  }

  private static Subject pod(String name) {
    return new Subject("v1", "Pod", "shop", name, "u");
  }

  @Test
  void anEventSaysWhatWhomAndHowOften() {
    var event = event(pod("web"), "all is lost");

    assertThat(event.getMetadata().getNamespace()).isEqualTo("shop");
    assertThat(event.getMetadata().getGenerateName()).isEqualTo("web.");
    assertThat(event.getInvolvedObject().getUid()).isEqualTo("u");
    assertThat(event.getType()).isEqualTo("Warning");
    assertThat(event.getReason()).isEqualTo("Reason");
    assertThat(event.getMessage()).isEqualTo("all is lost");
    assertThat(event.getCount()).isEqualTo(3);
    assertThat(event.getFirstTimestamp()).isEqualTo("2030-01-01T00:00:00Z");
    assertThat(event.getLastTimestamp()).isEqualTo("2030-01-01T00:01:00Z");
    assertThat(event.getReportingInstance()).isEqualTo("pod-1");
  }

  @Test
  void aNodesEventsStandInTheDefaultNamespace() {
    var event = event(new Subject("v1", "Node", "", "n1", "u"), "m");
    assertThat(event.getMetadata().getNamespace()).isEqualTo("default");
    assertThat(event.getInvolvedObject().getNamespace()).isNull();
  }

  @Test
  void aMessageIsOneLineOfBoundedLength() {
    assertThat(event(pod("web"), "one\r\ntwo\u001b[31m\tthree\n").getMessage())
        .isEqualTo("one two [31m three");
    assertThat(event(pod("web"), "x".repeat(5000)).getMessage()).hasSize(1024).endsWith("x…");
  }

  @Test
  void aLongNameIsCutWhereANameMayEnd() {
    var name = "a".repeat(229) + "." + "b".repeat(20);
    assertThat(event(pod(name), "m").getMetadata().getGenerateName())
        .isEqualTo("a".repeat(229) + ".");
  }
}
