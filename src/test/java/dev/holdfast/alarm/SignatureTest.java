package dev.holdfast.alarm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.alarm.Secrets.Unreadable;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignatureTest {
  private static final Letter LETTER = new Letter("application/json", "{\"test\": 2432232314}");

  /** The example that the libraries of Standard Webhooks are tested with. */
  @Test
  void itIsTheOneThatStandardWebhooksExpect() throws Unreadable {
    var signed = signed("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    assertThat(signed.headers())
        .containsEntry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
        .containsEntry("webhook-timestamp", "1614265330")
        .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void aKeyMayBePlainTextAndALineBreakAfterItDoesNotMatter() throws Unreadable {
    assertThat(signed("letmein\n").headers()).isEqualTo(signed("letmein").headers());
    assertThat(signed("letmein").headers()).isNotEqualTo(signed("letmeout").headers());
  }

  private static Letter signed(String key) throws Unreadable {
    return Signature.on(
        LETTER,
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        key.getBytes(UTF_8),
        Instant.ofEpochSecond(1614265330));
  }
}
