package dev.holdfast.probe;

import dev.holdfast.ops.Bulkhead;
import dev.holdfast.ops.SteadyClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that all sockets of nodes, or all of pods, belong to, and one beside it that
 * computes their keys. It looks at them at each tick, not at each packet: replies that came
 * meanwhile are then read in one go, for two thirds of the CPU.
 */
final class Reactor implements AutoCloseable {
  /** Small beside any timeout; at 5,000 targets there is work in each. */
  static final long TICK = Duration.ofMillis(25).toNanos();

  /** Less delays nothing but ourselves: what came is read before anything is judged. */
  private static final long STALL = 8 * TICK;

  private final SteadyClock clock;
  private final Selector selector;
  private final Bulkhead bulkhead = new Bulkhead();
  private final Scratch scratch = new Scratch();
  private final Queue<Runnable> fromOthers = new ConcurrentLinkedQueue<>();
  private final Queue<Runnable> later = new ArrayDeque<>();
  private final List<Runnable> atEachTick = new ArrayList<>();
  private final Queue<Line> readable = new ArrayDeque<>();
  private final ExecutorService computing;
  private final Thread thread;
  private volatile boolean open = true;
  private long nanos = System.nanoTime();
  private final Alarms alarms = new Alarms(TICK, nanos);
  private long lateness;
  private Instant instant;

  /**
   * Not started yet.
   *
   * @param name of its thread
   */
  Reactor(String name, SteadyClock clock) {
    this.clock = clock;
    this.instant = clock.now();
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("No selector for probes", e);
    }
    this.computing =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name(name + "-keys").daemon().factory());
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (open) {
      tick();
      LockSupport.parkNanos(nanos + TICK - System.nanoTime());
    }
  }

  /** What has arrived is read before anything is judged to be missing. */
  private void tick() {
    readTheTime();
    attempt(this::collect);
    attemptAll(fromOthers);
    for (var line = readable.poll(); line != null; line = readable.poll()) attempt(line::ready);
    atEachTick.forEach(this::attempt);
    attemptAll(later);
    wake();
  }

  private void readTheTime() {
    long now = System.nanoTime();
    long late = now - nanos - TICK;
    if (late > STALL) lateness += late;
    nanos = now;
    instant = clock.now();
  }

  private void collect() {
    try {
      selector.selectNow(key -> readable.add((Line) key.attachment()));
    } catch (IOException e) {
      throw new UncheckedIOException("The selector of probes failed", e);
    }
  }

  private void attemptAll(Queue<Runnable> tasks) {
    for (var task = tasks.poll(); task != null; task = tasks.poll()) attempt(task);
  }

  private void wake() {
    alarms.ring(nanos, sleeper -> attempt(sleeper::wake));
  }

  /** A defect in one probe ends neither the thread nor the others. */
  private void attempt(Runnable task) {
    bulkhead.run("A probe", task);
  }

  /** Of this tick. */
  long nanos() {
    return nanos;
  }

  /** Of this tick. */
  Instant instant() {
    return instant;
  }

  /** Nanoseconds, ever growing, for which we stood still: paused, frozen, or without a CPU. */
  long lateness() {
    return lateness;
  }

  Scratch scratch() {
    return scratch;
  }

  SelectionKey register(SocketChannel channel, int operations, Line line) throws IOException {
    return channel.register(selector, operations, line);
  }

  void close(@Nullable SocketChannel channel) {
    if (channel == null) return;
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("A socket could not be closed", e);
    }
  }

  /** At the time that it says. */
  void wake(Sleeper sleeper) {
    alarms.add(sleeper);
  }

  /** In this tick, once what is under way is done. */
  void later(Runnable task) {
    later.add(task);
  }

  /** Before it is started. */
  void atEachTick(Runnable task) {
    atEachTick.add(task);
  }

  /** From any thread. */
  void execute(Runnable task) {
    fromOthers.add(task);
  }

  /** Costly, so beside this thread; then goes on in it. */
  void compute(Runnable task, Runnable then) {
    computing.execute(
        () -> {
          bulkhead.run("Keys of a probe", task);
          execute(then);
        });
  }

  /** Sockets that are open, for who must know that none is left over. */
  int sockets() {
    return selector.keys().size();
  }

  @Override
  public void close() {
    open = false;
    LockSupport.unpark(thread);
    computing.shutdownNow();
    try {
      thread.join();
      for (var key : selector.keys()) key.channel().close();
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Sockets of probes could not be closed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
