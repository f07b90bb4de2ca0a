package dev.holdfast.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.AlarmChannel;
import dev.holdfast.api.AlarmChannel.CloudEvents;
import dev.holdfast.kit.HttpReceiver;
import dev.holdfast.notice.About;
import dev.holdfast.notice.Alarm;
import dev.holdfast.notice.AlarmJournal;
import dev.holdfast.notice.AlarmReason;
import dev.holdfast.notice.Dispatch;
import dev.holdfast.notice.Situation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AlarmSenderTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  /** More than its namespace may have under way at once; nobody ever answers them. */
  private static final int MANY = 100;

  @Test
  void slowReceiversOfOneNamespaceDoNotKeepOthersWaiting() throws Exception {
    try (var silent = new ServerSocket(0, MANY, InetAddress.getLoopbackAddress());
        var prompt = new HttpReceiver();
        var sender = sender()) {
      var never = new CompletableFuture<Dispatch.Report>();
      for (int i = 0; i < MANY; i++) {
        sender.send(origin("noisy"), hook(url(silent)), dispatch(), never::complete);
      }
      var told = new CompletableFuture<Dispatch.Report>();
      sender.send(origin("quiet"), hook(prompt.url()), dispatch(), told::complete);

      assertThat(told.get(Post.PATIENCE.toSeconds(), TimeUnit.SECONDS).error()).isNull();
      assertThat(never).isNotDone();
    }
  }

  @Test
  void sendingReturnsBeforeTheReceiverAnswers() throws Exception {
    try (var silent = new ServerSocket(0, MANY, InetAddress.getLoopbackAddress());
        var sender = sender()) {
      var answered = new CompletableFuture<Dispatch.Report>();
      sender.send(origin("a"), hook(url(silent)), dispatch(), answered::complete);
      assertThat(answered).isNotDone();
    }
  }

  @Test
  void whoDoesNotAnswerInTimeIsGivenUpForNow() throws Exception {
    try (var silent = new ServerSocket(0, MANY, InetAddress.getLoopbackAddress());
        var sender = sender()) {
      var answered = new CompletableFuture<Dispatch.Report>();
      sender.send(origin("a"), hook(url(silent)), dispatch(), answered::complete);
      var patience = Post.PATIENCE.plus(Duration.ofSeconds(20));
      assertThat(answered.get(patience.toSeconds(), TimeUnit.SECONDS).error()).isNotNull();
    }
  }

  private static AlarmSender sender() {
    return new AlarmSender(
        new AllowedAddresses(List.of("127.0.0.0/8")),
        Set.of(),
        (namespace, entry) -> new byte[0],
        new Runbooks("https://wiki"),
        () -> NOON);
  }

  private static String url(ServerSocket socket) throws IOException {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  private static Origin origin(String namespace) {
    return new Origin("HighAvailabilityPolicy", namespace, "web", "u", namespace);
  }

  private static AlarmChannel hook(String url) {
    return new AlarmChannel(null, new CloudEvents(url, null), null);
  }

  private static Dispatch dispatch() {
    var alarm = new Alarm(AlarmReason.Unavailable, "Policy/web", "", "down", "look");
    return AlarmJournal.EMPTY
        .after(
            new Situation(About.policy("shop", "web"), List.of(alarm), Map.of(), null),
            List.of("c"),
            NOON)
        .due(NOON)
        .getFirst();
  }
}
