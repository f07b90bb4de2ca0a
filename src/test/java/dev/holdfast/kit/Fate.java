package dev.holdfast.kit;

import java.time.Duration;

/** What an {@link ApiRelay} does with a call. */
public sealed interface Fate {
  /** It reaches the API server, and the answer the caller. */
  record Pass() implements Fate {}

  /** The deed is done first; the call never reaches the API server, its connection is cut. */
  record Before(Runnable deed) implements Fate {}

  /** The API server does it, then the deed is done; the caller never sees the answer. */
  record After(Runnable deed) implements Fate {}

  /** It passes, so much later. */
  record Delay(Duration time) implements Fate {}

  /** The relay answers itself; the API server never sees the call. */
  record Answer(int status, String json) implements Fate {}

  /** The connection is cut without an answer; the API server never sees the call. */
  record Drop() implements Fate {}

  /** The usual fate. */
  static Fate pass() {
    return new Pass();
  }

  /** Done by the API server, while the caller waits in vain for its answer. */
  static Fate loseReply() {
    return new After(() -> {});
  }

  /** As the API server says it when it refuses: 429, 500, 503, 410, 409. */
  static Fate refuse(int status, String reason) {
    return new Answer(
        status,
        """
        {"kind":"Status","apiVersion":"v1","status":"Failure","code":%d,"reason":"%s",
        "message":"answered by the test kit's relay"}\
        """
            .formatted(status, reason));
  }
}
