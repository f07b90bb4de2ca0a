package dev.holdfast.probe;

import dev.holdfast.signal.ProbeAnswer;
import dev.holdfast.signal.ProbeRun;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One kubelet. It is asked over a connection that stands; once an answer is overdue, over a fresh
 * one, for only that tells a frozen process from a host that is gone.
 */
final class NodeWatch implements Watch {

  /** One question that is not decided yet. */
  private record Ask(Link link, Instant at, long nanos, long lateness) {}

  private final ProbeTarget target;
  private final InetSocketAddress address;
  private final Pace pace;
  private final Reactor reactor;
  private final Tally tally;
  private final ArrayDeque<Ask> asks = new ArrayDeque<>(2);

  /** Keys are agreed: over this one it is asked. */
  private @Nullable Link standing;

  /** It was heard, and keys are being agreed: the next to stand. */
  private @Nullable Link coming;

  /** Their kernel took it, nobody has said a word yet. */
  private @Nullable Link hanging;

  private long nextAsk;
  private long wakeAt;
  private boolean stopped;

  NodeWatch(ProbeTarget target, Reactor reactor, Consumer<String> changed) {
    this.target = target;
    this.address = target.address();
    this.pace = Pace.of(target);
    this.reactor = reactor;
    this.tally = new Tally(target.id(), changed);
  }

  @Override
  public ProbeTarget target() {
    return target;
  }

  @Override
  public @Nullable ProbeRun run() {
    return tally.run();
  }

  @Override
  public long wakeAt() {
    return wakeAt;
  }

  @Override
  public void start(long nanos) {
    askAt(nanos);
  }

  @Override
  public void wake() {
    if (stopped) return;
    for (var ask = asks.peek(); ask != null && isOver(ask); ask = asks.peek()) {
      asks.poll();
      missed(ask);
    }
    if (nextAsk <= reactor.nanos()) ask();
    sleep();
  }

  @Override
  public void stop() {
    stopped = true;
    forgetAsks();
    standing = close(standing);
    coming = close(coming);
    hanging = close(hanging);
  }

  private boolean isOver(Ask ask) {
    return ask.nanos() + pace.timeout() <= reactor.nanos();
  }

  private void askAt(long nanos) {
    nextAsk = nanos;
    sleep();
  }

  private void sleep() {
    var first = asks.peek();
    long at = first == null ? nextAsk : Math.min(nextAsk, first.nanos() + pace.timeout());
    if (at == wakeAt) return;
    wakeAt = at;
    reactor.wakeAt(at, this);
  }

  private void ask() {
    nextAsk = reactor.nanos() + pause();
    var link = linkToAsk();
    if (link != null)
      asks.add(new Ask(link, reactor.instant(), reactor.nanos(), reactor.lateness()));
  }

  private long pause() {
    return tally.misses() < Pace.MANY_MISSES ? pace.doubt() : pace.period();
  }

  /** None while it is we who have not come to agree keys yet. */
  private @Nullable Link linkToAsk() {
    if (coming != null && coming.tls.computing()) return null;
    coming = close(coming);
    if (standing != null && !standing.asked) return standing.ask();
    return hanging != null && hanging.isWorthWaiting() ? hanging : new Link();
  }

  private void missed(Ask ask) {
    if (ask.link() != standing && ask.link() != hanging) ask.link().tls.close();
    if (wasOurs(ask)) {
      nextAsk = reactor.nanos();
      return;
    }
    if (hanging != null) hanging.guard();
    tally.count(hanging == null ? ProbeAnswer.SILENT : ProbeAnswer.HUNG, ask.at());
  }

  /** We stood still ourselves while it was under way: it says nothing of them. */
  private boolean wasOurs(Ask ask) {
    return reactor.lateness() - ask.lateness() > pace.timeout() / 2;
  }

  private void answered(Link by) {
    forgetAsks();
    if (by != hanging) hanging = close(hanging);
    hanging = null;
    tally.count(ProbeAnswer.ANSWERED, by.askedAt);
    askAt(Math.max(reactor.nanos(), by.askedNanos + pace.steady()));
  }

  private void refused(Link by) {
    forgetAsks();
    standing = close(standing);
    tally.count(ProbeAnswer.REFUSED, by.askedAt);
    askAt(by.askedNanos + pace.period());
  }

  private void forgetAsks() {
    for (var ask : asks) {
      var link = ask.link();
      if (link != standing && link != coming && link != hanging) link.tls.close();
    }
    asks.clear();
  }

  private static @Nullable Link close(@Nullable Link link) {
    if (link != null) link.tls.close();
    return null;
  }

  /** A server may close what stood for long, or asked for much; only what follows counts. */
  private void lost(Link link) {
    boolean undecided = asks.removeIf(ask -> ask.link() == link);
    standing = null;
    if (undecided || link.age() >= pace.steady()) askAt(reactor.nanos());
  }

  private void lostWhileItHung(Link link, End how) {
    hanging = null;
    if (how == End.CLOSED && link.age() < pace.timeout()) {
      refused(link);
      return;
    }
    asks.removeIf(ask -> ask.link() == link);
    askAt(reactor.nanos());
  }

  private void neverWas(Link link, End how) {
    switch (how) {
      case REFUSED, CLOSED -> refused(link);
      case OURS -> asks.removeIf(ask -> ask.link() == link);
      case UNREACHABLE -> {} // its time is not over: another one may still be answered
    }
  }

  /** One connection to it. */
  private final class Link implements SecurePeer {
    private final Tls tls;
    private final long born = reactor.nanos();
    private Instant askedAt = reactor.instant();
    private long askedNanos = born;

    /** Over a standing one: an answer is due. */
    private boolean asked;

    /** The kernel looks whether theirs is still there. */
    private boolean guarded;

    Link() {
      this.tls = new Tls(reactor, address, this);
    }

    Link ask() {
      askedAt = reactor.instant();
      askedNanos = reactor.nanos();
      asked = true;
      tls.send(Question.BYTES);
      return this;
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
      tls.line().keepAlive();
    }

    @Override
    public void connected() {
      if (hanging != null && hanging.isWorthWaiting()) {
        tls.close();
        return;
      }
      close(hanging);
      hanging = this;
    }

    /** Whatever it is: a frozen process says nothing at all. */
    @Override
    public void heard() {
      hanging = null;
      coming = this;
      answered(this);
    }

    @Override
    public void ready() {
      close(standing);
      standing = this;
      coming = null;
      if (guarded) tls.line().leaveAlone();
    }

    @Override
    public void received(ByteBuffer bytes) {
      if (!asked) return;
      asked = false;
      answered(this);
    }

    @Override
    public void ended(End how) {
      if (stopped) return;
      if (this == standing) lost(this);
      else if (this == coming) coming = null;
      else if (this == hanging) lostWhileItHung(this, how);
      else neverWas(this, how);
    }
  }
}
