package dev.holdfast.probe;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What came of a record of which more is to come, or that waits until keys are computed. */
final class Rest {
  private @Nullable ByteBuffer kept;

  /** Of more than one record nothing is kept, however long keys take. */
  int room() {
    return kept == null ? Scratch.RECORD : Scratch.RECORD - kept.remaining();
  }

  /** What was kept and then these bytes, lent as they are. */
  ByteBuffer with(ByteBuffer bytes) {
    var before = kept;
    kept = null;
    if (before == null) return bytes;
    int length = before.remaining() + bytes.remaining();
    return ByteBuffer.allocate(length).put(before).put(bytes).flip();
  }

  void keep(ByteBuffer bytes) {
    if (bytes.hasRemaining()) kept = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
  }
}
