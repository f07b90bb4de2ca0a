package dev.holdfast.probe;

import dev.holdfast.signal.ProbeHealth;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One kubelet. It is asked over a connection that stands; once an answer is overdue, over a fresh
 * one, for only that tells a frozen process from a host that is gone.
 */
final class NodeWatch extends AskingWatch {
  private @Nullable Kubelet standing;

  NodeWatch(ProbeTarget target, Reactor reactor, Consumer<String> changed) {
    super(target, Pace.ofStanding(target), reactor, changed);
  }

  @Override
  public @Nullable ProbeHealth health() {
    return null;
  }

  @Override
  Link open() {
    return new Kubelet();
  }

  @Override
  @Nullable Link askAgain() {
    return standing != null && !standing.isAsked() ? standing.ask() : null;
  }

  /** To agree keys is dear: as long as the standing one may still answer, connecting is enough. */
  @Override
  boolean isAskedOtherwise() {
    return standing != null;
  }

  @Override
  void speak(Link link) {
    if (link instanceof Kubelet fresh) fresh.tls.greet();
  }

  @Override
  boolean isOfUse(Link link) {
    return link.equals(standing) || super.isOfUse(link);
  }

  /** It answered, and that was all we wanted. */
  @Override
  void cameToNothing(Link link) {}

  @Override
  void closeStanding() {
    Link.close(standing);
    standing = null;
  }

  private void stand(Kubelet link) {
    closeStanding();
    standing = link;
    came(link);
  }

  /** A server may close what stood for long, or answered much; only what follows counts. */
  private void lost(Kubelet link) {
    boolean open = forgetAsksOf(link);
    standing = null;
    if (open || link.age() >= pace.steady()) askAt(reactor.nanos());
  }

  private final class Kubelet extends Link {
    private final Tls tls;
    private boolean asked;

    Kubelet() {
      super(reactor);
      this.tls = new Tls(reactor, address, this);
    }

    @Override
    Wire wire() {
      return tls;
    }

    Kubelet ask() {
      noteQuestion();
      asked = true;
      tls.allowAnswer();
      tls.send(ByteBuffer.wrap(Question.BYTES));
      return this;
    }

    /** An answer is due. */
    boolean isAsked() {
      return asked;
    }

    @Override
    public void connected() {
      NodeWatch.this.connected(this);
    }

    @Override
    public void heard() {
      NodeWatch.this.heard(this);
    }

    @Override
    public void ready() {
      release();
      stand(this);
    }

    @Override
    public void received(ByteBuffer bytes) {
      if (!asked) return;
      asked = false;
      tls.leaveCovered(); // its tickets came before: what follows, it says when it is asked
      answered(this);
    }

    @Override
    public void ended(End how) {
      if (equals(standing) && !isStopped()) lost(this);
      else NodeWatch.this.ended(this, how);
    }
  }
}
