package dev.holdfast.probe;

import java.nio.ByteBuffer;

/** What can be spoken over: a bare line, or TLS over one. */
interface Wire {
  /** Little, so that it is never cut. */
  void send(ByteBuffer plain);

  /** Without a word to the peer. */
  void close();

  /** While nothing is said the kernel asks the other one, and ends this if it is gone. */
  void keepAlive();

  void leaveAlone();

  /** It is we who are slow, not they. */
  boolean isComputing();

  /** When the first word could leave; it was wanted before. */
  long spokenAt();
}
