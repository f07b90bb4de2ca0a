package dev.holdfast.probe;

import java.nio.ByteBuffer;

/** Buffers of one probing thread, each lent for the time of a call. */
final class Scratch {
  /** A record of TLS, with all that the JDK wants to have spare. */
  static final int RECORD = 17 * 1024;

  private final ByteBuffer received = ByteBuffer.allocateDirect(RECORD);
  private final ByteBuffer record = ByteBuffer.allocateDirect(RECORD);
  private final ByteBuffer plain = ByteBuffer.allocate(RECORD);

  /** For one read. */
  ByteBuffer received() {
    return received.clear();
  }

  /** For one record that is to be sent. */
  ByteBuffer record() {
    return record.clear();
  }

  /** For what one record held. */
  ByteBuffer plain() {
    return plain.clear();
  }
}
