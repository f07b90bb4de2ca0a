package dev.holdfast.probe;

import dev.holdfast.signal.ProbeRun;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What every watch has: its target, what came of it, and when it wants to be woken. */
abstract class TimedWatch implements Watch {
  final Reactor reactor;
  final InetSocketAddress address;
  final Pace pace;
  final Tally tally;
  private final ProbeTarget target;
  private long wakeAt;
  private boolean stopped;

  TimedWatch(ProbeTarget target, Pace pace, Reactor reactor, Consumer<String> changed) {
    this.target = target;
    this.pace = pace;
    this.address = target.address();
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

  final void wakeAt(long at) {
    if (at == wakeAt) return;
    wakeAt = at;
    reactor.wake(this);
  }

  @Override
  public void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }
}
