package dev.holdfast.alarm;

import static dev.holdfast.alarm.SampleAlarm.firing;
import static dev.holdfast.alarm.SampleAlarm.hook;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kit.HttpReceiver;
import dev.holdfast.notice.Dispatch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AlarmSenderTest {
  /** More than its namespace may have under way at once; nobody ever answers them. */
  private static final int MANY = 100;

  @Test
  void slowReceiversOfOneNamespaceDoNotKeepOthersWaiting() throws Exception {
    try (var silent = new ServerSocket(0, MANY, InetAddress.getLoopbackAddress());
        var prompt = new HttpReceiver();
        var sender = sender()) {
      var never = new CompletableFuture<Dispatch.Report>();
      for (int i = 0; i < MANY; i++) {
        sender.send(origin("noisy"), hook(url(silent)), firing(), never::complete);
      }
      var told = new CompletableFuture<Dispatch.Report>();
      sender.send(origin("quiet"), hook(prompt.url()), firing(), told::complete);

      assertThat(told.get(Post.PATIENCE.toSeconds(), TimeUnit.SECONDS).error()).isNull();
      assertThat(never).isNotDone();
    }
  }

  @Test
  void sendingReturnsBeforeTheReceiverAnswers() throws Exception {
    try (var silent = new ServerSocket(0, MANY, InetAddress.getLoopbackAddress());
        var sender = sender()) {
      var answered = new CompletableFuture<Dispatch.Report>();
      sender.send(origin("a"), hook(url(silent)), firing(), answered::complete);
      assertThat(answered).isNotDone();
    }
  }

  @Test
  void whoDoesNotAnswerInTimeIsGivenUpForNow() throws Exception {
    try (var silent = new ServerSocket(0, MANY, InetAddress.getLoopbackAddress());
        var sender = sender()) {
      var answered = new CompletableFuture<Dispatch.Report>();
      sender.send(origin("a"), hook(url(silent)), firing(), answered::complete);
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
        () -> SampleAlarm.NOON);
  }

  private static String url(ServerSocket socket) throws IOException {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  private static Origin origin(String namespace) {
    return new Origin("HighAvailabilityPolicy", namespace, "web", "u", namespace);
  }
}
