package dev.holdfast.probe;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The questions to one target that are not decided yet, oldest first. */
final class Asks {

  /** One of them. */
  record Ask(Link link, Instant at, long nanos, long lateness) {}

  private final Reactor reactor;
  private final long timeout;
  private final ArrayDeque<Ask> open = new ArrayDeque<>(2);

  Asks(Reactor reactor, long timeout) {
    this.reactor = reactor;
    this.timeout = timeout;
  }

  void add(Link link) {
    open.add(new Ask(link, reactor.instant(), reactor.nanos(), reactor.lateness()));
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  /** Takes out the oldest one whose time is over. */
  @Nullable Ask pollOverdue() {
    var first = open.peek();
    return first == null || first.nanos() + timeout > reactor.nanos() ? null : open.poll();
  }

  /** When the oldest one's time is over; that of nothing if there is none. */
  long due(long nothing) {
    var first = open.peek();
    return first == null ? nothing : first.nanos() + timeout;
  }

  /** We are late ourselves with the oldest one. */
  boolean isLate() {
    var first = open.peek();
    return first != null && isOurs(first);
  }

  /** We stood still, or computed for others, while it was under way: it says nothing of them. */
  boolean isOurs(Ask ask) {
    var wire = ask.link().wire();
    long still = reactor.lateness() - ask.lateness();
    long computed = Math.max(0, wire.spokenAt() - ask.nanos());
    return wire.isComputing() || still + computed > timeout / 2;
  }

  /** True if there was one over that link. */
  boolean forget(Link link) {
    return open.removeIf(ask -> ask.link().equals(link));
  }

  void forgetAll(Consumer<Link> last) {
    open.forEach(ask -> last.accept(ask.link()));
    open.clear();
  }
}
