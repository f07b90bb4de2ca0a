package dev.holdfast.probe;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/** One TCP connection that never blocks. */
final class Line implements Wire {
  /** So a kernel that is gone is found within four seconds, which is soon for one that was ill. */
  private static final int KEEPALIVE_SECONDS = 1;

  private static final int KEEPALIVE_MISSES = 3;

  /**
   * Bytes that one question may bring. A head of HTTP is 20 KiB at most, keys and certificates come
   * to some 5 KiB; who sends more would only keep us reading.
   */
  static final int BUDGET = 32 * 1024;

  private final Reactor reactor;
  private final Peer peer;
  private final long born;
  private @Nullable SocketChannel channel;
  private @Nullable SelectionKey key;
  private int budget = BUDGET;
  private boolean closed;

  private Line(Reactor reactor, Peer peer) {
    this.reactor = reactor;
    this.peer = peer;
    this.born = reactor.nanos();
  }

  /** Begins to connect; even what is known at once is told later. */
  static Line open(Reactor reactor, InetSocketAddress to, Peer peer) {
    var line = new Line(reactor, peer);
    try {
      line.begin(to);
    } catch (IOException e) {
      var how = line.channel == null ? End.OURS : whyNot(e);
      reactor.later(() -> line.end(how));
    }
    return line;
  }

  private void begin(InetSocketAddress to) throws IOException {
    var opened = SocketChannel.open();
    channel = opened;
    opened.configureBlocking(false);
    opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
    boolean already = opened.connect(to);
    key = reactor.register(opened, already ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
    if (already) reactor.later(this::tellConnected);
  }

  /** The kernel has something for us. */
  void ready() {
    var open = channel;
    var interest = key;
    if (open == null || interest == null || !interest.isValid()) return;
    if (interest.isConnectable()) finish(open, interest);
    else read(open);
  }

  private void finish(SocketChannel open, SelectionKey interest) {
    try {
      open.finishConnect();
      interest.interestOps(SelectionKey.OP_READ);
    } catch (IOException e) {
      end(whyNot(e));
      return;
    }
    tellConnected();
  }

  private void tellConnected() {
    if (channel != null) peer.connected();
  }

  /** The kernel itself gives up after minutes only, when nobody waits any more. */
  private static End whyNot(IOException e) {
    return switch (e) {
      case ConnectException refused -> End.REFUSED;
      case BindException noPortLeft -> End.OURS;
      default -> End.UNREACHABLE;
    };
  }

  private void read(SocketChannel open) {
    int most = Math.min(budget, peer.room());
    if (most == 0) return;
    var buffer = reactor.scratch().received();
    buffer.limit(Math.min(most, buffer.capacity()));
    try {
      if (open.read(buffer) >= 0) take(buffer.flip());
      else end(End.CLOSED);
    } catch (IOException e) {
      end(isReset(e) ? End.CLOSED : End.UNREACHABLE);
    }
  }

  private void take(ByteBuffer bytes) {
    budget -= bytes.remaining();
    peer.received(bytes);
    if (budget == 0) end(End.CLOSED);
  }

  /** Another question is asked, so that another answer may come. */
  void allowAnswer() {
    budget = BUDGET;
  }

  /** As the JDK itself names it; all else (timed out, no route) is a packet that does not come. */
  private static boolean isReset(IOException e) {
    return "Connection reset".equals(e.getMessage());
  }

  /** What we send always fits into an idle connection's buffer. */
  @Override
  public void send(ByteBuffer bytes) {
    var open = channel;
    if (open == null) return;
    try {
      open.write(bytes);
      if (bytes.hasRemaining()) reactor.later(() -> end(End.UNREACHABLE));
    } catch (IOException e) {
      reactor.later(() -> end(End.CLOSED));
    }
  }

  @Override
  public void keepAlive() {
    set(ExtendedSocketOptions.TCP_KEEPIDLE, KEEPALIVE_SECONDS);
    set(ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEPALIVE_SECONDS);
    set(ExtendedSocketOptions.TCP_KEEPCOUNT, KEEPALIVE_MISSES);
    set(StandardSocketOptions.SO_KEEPALIVE, true);
  }

  @Override
  public void leaveAlone() {
    set(StandardSocketOptions.SO_KEEPALIVE, false);
  }

  private <T> void set(SocketOption<T> option, T value) {
    var open = channel;
    if (open == null) return;
    try {
      open.setOption(option, value);
    } catch (IOException | UnsupportedOperationException e) {
      reactor.later(() -> end(End.CLOSED));
    }
  }

  @Override
  public boolean isComputing() {
    return false;
  }

  @Override
  public long spokenAt() {
    return born;
  }

  private void end(End how) {
    if (closed) return;
    close();
    peer.ended(how);
  }

  @Override
  public void close() {
    closed = true;
    reactor.close(channel);
    channel = null;
    key = null;
  }
}
