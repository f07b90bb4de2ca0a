package dev.holdfast.probe;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What came of a record of which more is to come. */
final class Rest {
  private @Nullable ByteBuffer kept;

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
