package dev.holdfast.probe;

import java.nio.ByteBuffer;

/** Whoever wants to know what becomes of a connection. All is told by one probing thread. */
interface Peer {
  /** The other kernel took the connection; that says nothing of the application. */
  void connected();

  /** So many bytes at most it can take now; no more are read. */
  default int room() {
    return Integer.MAX_VALUE;
  }

  /** Bytes came, the buffer is lent for the time of the call. */
  void received(ByteBuffer bytes);

  /** Nothing more is told after this. */
  void ended(End how);
}
