package dev.holdfast.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.probe.ProbeKind.Grpc;
import dev.holdfast.probe.ProbeKind.HttpGet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What many small messages in few bytes have us do. */
class DialogueTest {
  private static final String SETTINGS = "\0\0\0\4\0\0\0\0\0";
  private static final String PING = "\0\0\10\6\0\0\0\0\0........";
  private static final String CONTINUE = "HTTP/1.1 100 \r\n\r\n";

  private final Said said = new Said();

  @Test
  void aFewRepliesBeforeTheLastAreNothingUnusual() {
    assertThat(http().go(bytes(CONTINUE.repeat(10) + "HTTP/1.1 200 OK\r\n\r\n"), said))
        .isEqualTo(new Finding(true, "HTTP 200"));
  }

  @Test
  void manyRepliesBeforeTheLastAreNoAnswer() {
    assertThat(http().go(bytes(CONTINUE.repeat(200) + "HTTP/1.1 200 OK\r\n\r\n"), said))
        .isEqualTo(Finding.NOTHING_WHOLE);
  }

  @Test
  void manyPingsAreNotAnswered() {
    var dialogue = new GrpcDialogue(new Grpc(""), "pod");
    dialogue.begin(said);
    assertThat(dialogue.go(bytes(SETTINGS), said)).isNull();
    int before = said.times;
    assertThat(dialogue.go(bytes(PING.repeat(900)), said)).isEqualTo(Finding.NOTHING_WHOLE);
    assertThat(said.times).isEqualTo(before);
  }

  /** Memory beside the heap would be lost for ever, a little with each probe. */
  @Test
  void repliesThatAPodHadUsWriteAndNobodyReadsAreCollected() {
    var dialogue = new GrpcDialogue(new Grpc(""), "pod");
    dialogue.begin(said);
    dialogue.go(bytes(SETTINGS), said);
    dialogue.go(bytes(PING.repeat(900)), said);
    assertThat(Codec.MEMORY.metric().usedHeapMemory()).isPositive();
    assertThat(Codec.MEMORY.metric().usedDirectMemory()).isZero();
  }

  private Dialogue http() {
    var dialogue = new HttpDialogue(new HttpGet(false, "/", List.of()), "pod");
    dialogue.begin(said);
    return dialogue;
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Counts what we say. */
  private static final class Said implements Wire {
    private int times;

    @Override
    public void send(ByteBuffer plain) {
      times++;
    }

    @Override
    public void close() {}

    @Override
    public void keepAlive() {}

    @Override
    public void leaveAlone() {}

    @Override
    public boolean isComputing() {
      return false;
    }

    @Override
    public long spokenAt() {
      return 0;
    }
  }
}
