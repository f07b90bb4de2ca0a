package dev.holdfast.alarm;

import dev.holdfast.alarm.Secrets.Unreadable;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who sent it, and when: the receiver holds the same key, and refuses what is old.
 *
 * @see <a href="https://www.standardwebhooks.com/">Standard Webhooks, symmetric signatures</a>
 */
final class Signature {
  private static final String HMAC = "HmacSHA256";
  private static final String ENCODED = "whsec_";

  private Signature() {}

  /**
   * The letter with the three headers.
   *
   * @throws Unreadable if the secret is no key; what it is instead is not said
   */
  static Letter on(Letter letter, String id, byte[] secret, Instant now) throws Unreadable {
    var time = Long.toString(now.getEpochSecond());
    var signed = Base64.getEncoder().encodeToString(hmac(secret, id + "." + time + ".", letter));
    return new Letter(
        letter.contentType(),
        Map.of("webhook-id", id, "webhook-timestamp", time, "webhook-signature", "v1," + signed),
        letter.body());
  }

  private static byte[] hmac(byte[] secret, String head, Letter letter) throws Unreadable {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key(secret), HMAC));
      mac.update(head.getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(letter.body().getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("each JDK has " + HMAC, e);
    }
  }

  private static byte[] key(byte[] secret) throws Unreadable {
    var text = new String(secret, StandardCharsets.UTF_8).strip();
    var key =
        text.startsWith(ENCODED)
            ? decoded(text.substring(ENCODED.length()))
            : text.getBytes(StandardCharsets.UTF_8);
    if (key.length == 0) throw new Unreadable("the signature's key is empty");
    return key;
  }

  /** The decoder's own message would quote the key. */
  private static byte[] decoded(String text) throws Unreadable {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new Unreadable("the signature's key is not base64 behind " + ENCODED);
    }
  }
}
