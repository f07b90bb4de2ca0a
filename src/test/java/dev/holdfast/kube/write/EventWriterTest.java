package dev.holdfast.kube.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.notice.Notice;
import dev.holdfast.notice.Notice.Subject;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@EnableKubernetesMockClient(https = false)
class EventWriterTest {
  private static final String PATH = "/api/v1/namespaces/n/events";

  @SuppressWarnings("NullAway.Init") // set by the extension
  KubernetesMockServer server;

  @SuppressWarnings("NullAway.Init") // set by the extension
  KubernetesClient client;

  private static Notice notice(String reason) {
    var subject = new Subject("v1", "Pod", "n", "a", "u");
    return new Notice(Notice.Type.NORMAL, reason, subject, "t", "m", Duration.ofHours(1));
  }

  private EventWriter writer() {
    return new EventWriter(client, Instant::now, "test");
  }

  @Test
  void theSameNoticeIsPostedOnce() {
    server.expect().post().withPath(PATH).andReturn(201, new Event()).always();
    try (var writer = writer()) {
      for (int i = 0; i < 100; i++) writer.tell(notice("Same"));
      writer.tell(notice("Other"));
      await().until(() -> server.getRequestCount() >= 2);
    }
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @Test
  void whatTheServerCouldNotAnswerIsTriedAgain() {
    server.expect().post().withPath(PATH).andReturn(503, null).once();
    server.expect().post().withPath(PATH).andReturn(201, new Event()).once();
    try (var writer = writer()) {
      writer.tell(notice("A"));
      await().until(() -> server.getRequestCount() == 2);
      assertThat(writer.lost()).isZero();
    }
  }

  @Test
  void whatTheServerRefusesIsLostAndNotTriedAgain() {
    server.expect().post().withPath(PATH).andReturn(403, null).always();
    try (var writer = writer()) {
      writer.tell(notice("A"));
      await().until(() -> writer.lost() == 1);
    }
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  /** Each try takes half a second here; nobody waits for them, and memory stays bounded. */
  @Test
  @Timeout(value = 10, unit = TimeUnit.SECONDS)
  void aSlowServerDelaysNobodyAndCostsEvents() {
    server.expect().post().delay(500).withPath(PATH).andReturn(201, new Event()).always();
    try (var writer = writer()) {
      long began = System.nanoTime();
      for (int i = 0; i < 3_000; i++) writer.tell(notice("R" + i));

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
      assertThat(writer.lost()).isBetween(1_900L, 2_000L);
    }
  }

  @Test
  void whatWaitsIsPostedBeforeTheEnd() {
    server.expect().post().withPath(PATH).andReturn(201, new Event()).always();
    try (var writer = writer()) {
      writer.tell(notice("A"));
      writer.tell(notice("B"));
    }
    assertThat(server.getRequestCount()).isEqualTo(2);
  }
}
