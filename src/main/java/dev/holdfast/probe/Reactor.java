package dev.holdfast.probe;

import dev.holdfast.ops.Bulkhead;
import dev.holdfast.ops.SteadyClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that all sockets belong to. It looks at them at each tick, not at each packet:
 * replies that came meanwhile are then read in one go, for two thirds of the CPU.
 */
final class Reactor implements AutoCloseable {
  /** Small beside any timeout; at 5,000 targets there is work in each. */
  static final long TICK = Duration.ofMillis(25).toNanos();

  /** A record of TLS, with all that the JDK wants to have spare. */
  private static final int RECORD = 17 * 1024;

  private record Alarm(long at, Watch watch) implements Comparable<Alarm> {
    @Override
    public int compareTo(Alarm other) {
      return Long.compare(at - other.at, 0);
    }
  }

  private final SteadyClock clock;
  private final Selector selector;
  private final Bulkhead bulkhead = new Bulkhead();
  private final ByteBuffer scratch = ByteBuffer.allocateDirect(RECORD);
  private final ByteBuffer record = ByteBuffer.allocateDirect(RECORD);
  private final ByteBuffer plain = ByteBuffer.allocate(RECORD);
  private final Queue<Runnable> fromOthers = new ConcurrentLinkedQueue<>();
  private final Queue<Runnable> later = new ArrayDeque<>();
  private final Queue<Line> readable = new ArrayDeque<>();
  private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();
  private final ExecutorService computing;
  private final Thread thread;
  private volatile boolean open = true;
  private long nanos = System.nanoTime();
  private long lateness;
  private Instant instant;

  Reactor(SteadyClock clock) {
    this.clock = clock;
    this.instant = clock.now();
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException("No selector for probes", e);
    }
    this.computing =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("probe-keys").daemon().factory());
    this.thread = Thread.ofPlatform().name("probes").daemon().unstarted(this::run);
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
    attemptAll(later);
    wake();
  }

  private void readTheTime() {
    long now = System.nanoTime();
    long late = now - nanos - TICK;
    if (late > TICK) lateness += late;
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
    for (var next = alarms.peek(); next != null && next.at() <= nanos; next = alarms.peek()) {
      alarms.poll();
      if (next.watch().wakeAt() == next.at()) attempt(next.watch()::wake);
    }
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

  /** Nanoseconds, ever growing, for which this thread stood still although it wanted to run. */
  long lateness() {
    return lateness;
  }

  /** For one read, and whoever is lent it. */
  ByteBuffer scratch() {
    return scratch.clear();
  }

  /** For one record that is to be sent. */
  ByteBuffer record() {
    return record.clear();
  }

  /** For what one record held. */
  ByteBuffer plain() {
    return plain.clear();
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

  void wakeAt(long at, Watch watch) {
    alarms.add(new Alarm(at, watch));
  }

  /** In this tick, once what is under way is done. */
  void later(Runnable task) {
    later.add(task);
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
