package dev.holdfast.alarm;

import static dev.holdfast.alarm.Outpost.LOOPBACK;
import static dev.holdfast.alarm.SampleAlarm.firing;
import static dev.holdfast.alarm.SampleAlarm.hook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.holdfast.kit.HttpReceiver;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Whatever a receiver answers, it gets no more of us than the letter, and its code is all we say.
 */
class ReceiverAnswersTest {
  @AutoClose private final Outpost outpost = Outpost.open();
  private final HttpReceiver receiver = outpost.receiver();

  @Test
  void anAnswerThatNeverEndsCountsByItsFirstLine() throws IOException {
    try (var endless =
        new Endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "4\r\nmore\r\n")) {
      var trouble = assertTimeout(Post.PATIENCE.dividedBy(2), () -> tell(endless.url()));
      assertThat(trouble).isEmpty();
    }
  }

  @Test
  void aHeadThatNeverEndsIsNotHeldInMemory() throws IOException {
    try (var endless = new Endless("HTTP/1.1 200 OK\r\nX-More: ", "and more ")) {
      assertThat(tell(endless.url())).contains("MessageConstraintException");
    }
  }

  @Test
  void redirectsAreNotFollowed() throws IOException {
    try (var other = new HttpReceiver()) {
      receiver.redirectsTo(other.url());
      assertThat(tell(receiver.url())).contains("it answered 307");
      assertThat(other.taken()).isEmpty();
    }
  }

  @Test
  void aRefusalSaysNoMoreThanItsCode() {
    receiver.answersWith(503);
    assertThat(tell(receiver.url())).contains("it answered 503");
  }

  private Optional<String> tell(String url) {
    return outpost.tell(hook(url), firing(), LOOPBACK);
  }
}
