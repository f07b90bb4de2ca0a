package dev.holdfast.probe;

/** Whoever wants to know what becomes of a TLS connection. */
interface SecurePeer extends Peer {
  /** First bytes of the other end's own; they may be anything. */
  void heard();

  /** Keys are agreed: what is said from now on is understood. */
  void ready();
}
