package dev.holdfast.probe;

import dev.holdfast.signal.ProbeHealth;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One port of a pod. Each question is over a connection of its own. */
final class PodWatch extends AskingWatch {
  private final Supplier<Dialogue> dialogues;
  private final boolean secure;
  private final Consumer<String> changed;
  private volatile @Nullable ProbeHealth health;

  PodWatch(
      ProbeTarget target,
      Supplier<Dialogue> dialogues,
      boolean secure,
      Reactor reactor,
      Consumer<String> changed) {
    super(target, Pace.ofFresh(target), reactor, changed);
    this.dialogues = dialogues;
    this.secure = secure;
    this.changed = changed;
  }

  @Override
  public @Nullable ProbeHealth health() {
    return health;
  }

  @Override
  Link open() {
    return new Exchange();
  }

  @Override
  @Nullable Link askAgain() {
    return null;
  }

  @Override
  boolean isAskedOtherwise() {
    return false;
  }

  @Override
  void speak(Link link) {
    if (link instanceof Exchange exchange) exchange.speak();
  }

  @Override
  void closeStanding() {}

  @Override
  void cameToNothing(Link link) {
    count(Finding.NOTHING_WHOLE, link);
  }

  private void count(Finding found, Link by) {
    var before = health;
    var now =
        before == null
            ? ProbeHealth.first(found.healthy(), by.askedAt(), found.saying())
            : before.next(found.healthy(), by.askedAt(), found.saying());
    health = now;
    if (isNews(before, now)) changed.accept(target().id());
  }

  private static boolean isNews(@Nullable ProbeHealth before, ProbeHealth now) {
    boolean flipped = before != null && before.healthy() != now.healthy();
    return flipped || !now.healthy() && now.inARow() <= Tally.TOLD;
  }

  private final class Exchange extends Link {
    private final Dialogue dialogue = dialogues.get();
    private final Wire wire;
    private boolean spoken;
    private boolean heard;

    Exchange() {
      super(reactor);
      this.wire = secure ? new Tls(reactor, address, this) : Line.open(reactor, address, this);
    }

    @Override
    Wire wire() {
      return wire;
    }

    @Override
    public void connected() {
      PodWatch.this.connected(this);
    }

    void speak() {
      if (spoken) return;
      spoken = true;
      if (wire instanceof Tls tls) tls.greet();
      else begin();
    }

    @Override
    public void ready() {
      begin();
    }

    private void begin() {
      var found = dialogue.begin(wire);
      if (found != null) find(found);
    }

    @Override
    public void heard() {
      if (heard) return;
      heard = true;
      PodWatch.this.heard(this);
    }

    @Override
    public void received(ByteBuffer bytes) {
      heard();
      var found = dialogue.go(bytes, wire);
      if (found != null) find(found);
    }

    private void find(Finding found) {
      heard();
      wire.close();
      came(this);
      count(found, this);
    }

    @Override
    public void ended(End how) {
      PodWatch.this.ended(this, how);
    }
  }
}
