package dev.holdfast.probe;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One connection to a target, and what was last asked over it. */
abstract class Link implements SecurePeer {
  private final Reactor reactor;
  private final long born;
  private Instant askedAt;
  private long askedNanos;
  private boolean guarded;

  Link(Reactor reactor) {
    this.reactor = reactor;
    this.born = reactor.nanos();
    this.askedNanos = born;
    this.askedAt = reactor.instant();
  }

  abstract Wire wire();

  void noteQuestion() {
    askedAt = reactor.instant();
    askedNanos = reactor.nanos();
  }

  Instant askedAt() {
    return askedAt;
  }

  long askedNanos() {
    return askedNanos;
  }

  long age() {
    return reactor.nanos() - born;
  }

  /** Each that a frozen process is left with stays in its queue, which then is full one day. */
  boolean isWorthWaiting() {
    return age() < Pace.HANGING;
  }

  void guard() {
    if (guarded) return;
    guarded = true;
    wire().keepAlive();
  }

  void release() {
    if (!guarded) return;
    guarded = false;
    wire().leaveAlone();
  }

  static @Nullable Link close(@Nullable Link link) {
    if (link != null) link.wire().close();
    return null;
  }
}
