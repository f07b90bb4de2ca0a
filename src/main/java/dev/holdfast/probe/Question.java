package dev.holdfast.probe;

import java.nio.charset.StandardCharsets;

/** What a kubelet is asked. */
final class Question {
  /** For the logs of whoever is asked. */
  static final String WHO = "holdfast-probe";

  /**
   * HTTP's own ping: it is about the server as such. Go's server answers it by itself, before the
   * kubelet asks who we are, which could cost it a call to the API server each time.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-9.3.7">RFC 9110, OPTIONS</a>
   */
  static final byte[] BYTES =
      "OPTIONS * HTTP/1.1\r\nHost: node\r\nUser-Agent: %s\r\n\r\n"
          .formatted(WHO)
          .getBytes(StandardCharsets.US_ASCII);

  private Question() {}
}
