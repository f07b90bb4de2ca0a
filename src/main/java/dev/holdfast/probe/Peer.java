package dev.holdfast.probe;

import java.nio.ByteBuffer;

/** Whoever wants to know what becomes of a connection. All is told by the one probing thread. */
interface Peer {
  /** The other kernel took the connection; that says nothing of the application. */
  void connected();

  /** Bytes came, the buffer is lent for the time of the call. */
  void received(ByteBuffer bytes);

  /** Nothing more is told after this. */
  void ended(End how);
}
