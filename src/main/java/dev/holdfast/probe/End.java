package dev.holdfast.probe;

/** Why a connection is no more. */
enum End {
  /** It never was: the address said that nobody listens. */
  REFUSED,

  /** The other end closed or reset it, spoke what we do not understand, or would not end. */
  CLOSED,

  /** No packet comes back, or a router said that none will. */
  UNREACHABLE,

  /** We could not even try: no descriptor or no port was left to us. That says nothing of them. */
  OURS
}
