package dev.holdfast.kit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One connection to a host: bytes both ways, until its host falls silent or either end closes. */
final class Relay {
  private static final int BUFFER = 16 * 1024;

  private final SocketChannel outer;
  private final InetSocketAddress inside;
  private final BooleanSupplier silent;
  private final AtomicInteger open = new AtomicInteger(2);
  private volatile @Nullable SocketChannel inner;
  private volatile boolean muted;

  Relay(SocketChannel outer, InetSocketAddress inside, BooleanSupplier silent) {
    this.outer = outer;
    this.inside = inside;
    this.silent = silent;
  }

  void start(Runnable atEnd) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                var connected = SocketChannel.open(inside);
                inner = connected;
                Thread.ofVirtual().start(() -> pump(connected, outer, atEnd));
                pump(outer, connected, atEnd);
              } catch (IOException nobodyInside) {
                close();
                atEnd.run();
              }
            });
  }

  /**
   * Whether bytes or an end were kept from the caller, so that this connection is of no more use.
   */
  boolean muted() {
    return muted;
  }

  void close() {
    HostFront.closeQuietly(outer);
    var connected = inner;
    if (connected != null) {
      HostFront.closeQuietly(connected);
    }
  }

  private void pump(SocketChannel from, SocketChannel to, Runnable atEnd) {
    var buffer = ByteBuffer.allocate(BUFFER);
    try {
      while (from.read(buffer.clear()) >= 0) {
        pass(buffer.flip(), to);
      }
    } catch (IOException ended) {
      muted |= silent.getAsBoolean();
    }
    if (silent.getAsBoolean()) {
      muted = true;
      return;
    }
    close();
    if (open.decrementAndGet() == 0) {
      atEnd.run();
    }
  }

  private void pass(ByteBuffer bytes, SocketChannel to) throws IOException {
    if (silent.getAsBoolean()) {
      muted = true;
      return;
    }
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }
}
