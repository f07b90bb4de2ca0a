package dev.holdfast.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PromptNamesTest {
  @Test
  @Timeout(60)
  void aResolverThatDoesNotAnswerIsGivenUpInTime() {
    var never = new CountDownLatch(1);
    try (var names = new PromptNames(host -> hang(never), Duration.ofMillis(50))) {
      assertThatThrownBy(() -> names.resolve("slow.example.com"))
          .isInstanceOf(UnknownHostException.class)
          .hasMessage("slow.example.com in time");
    } finally {
      never.countDown();
    }
  }

  @Test
  void whatTheResolverSaysIsWhatHolds() throws UnknownHostException {
    var loopback = InetAddress.getLoopbackAddress();
    try (var names = new PromptNames(host -> new InetAddress[] {loopback}, PromptNames.PATIENCE)) {
      assertThat(names.resolve("a.example.com")).containsExactly(loopback);
    }
    try (var names = new PromptNames(PromptNamesTest::unknown, PromptNames.PATIENCE)) {
      assertThatThrownBy(() -> names.resolve("a.example.com"))
          .isInstanceOf(UnknownHostException.class)
          .hasMessage("no a.example.com");
    }
  }

  /** As the system's resolver does: it takes no notice of an interruption. */
  private static InetAddress[] hang(CountDownLatch never) {
    while (never.getCount() > 0) {
      try {
        never.await();
      } catch (InterruptedException ignored) {
        // go on hanging
      }
    }
    return new InetAddress[0];
  }

  private static InetAddress[] unknown(String host) throws UnknownHostException {
    throw new UnknownHostException("no " + host);
  }
}
