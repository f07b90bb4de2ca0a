package dev.holdfast.kit;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A relay on loopback whose connections can stall: they stay open and say nothing any more, as
 * those to a crashed host do, while new ones work.
 */
public final class StallingRelay implements AutoCloseable {
  private final InetSocketAddress target;
  private final ServerSocket listener;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

  private StallingRelay(InetSocketAddress target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /** Listens when this returns. */
  public static StallingRelay to(InetSocketAddress target) throws IOException {
    return new StallingRelay(target);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Those that are open now; nobody is told. */
  public void stallAll() {
    connections.forEach(connection -> connection.stalled.set(true));
  }

  private void accept() {
    try {
      while (true) {
        var connection = new Connection(listener.accept(), connect());
        connections.add(connection);
        connection.start();
      }
    } catch (IOException closed) {
      return; // that is how this thread ends
    }
  }

  private Socket connect() throws IOException {
    var socket = new Socket();
    socket.connect(target);
    return socket;
  }

  @Override
  public void close() {
    closeQuietly(listener);
    connections.forEach(Connection::close);
  }

  private static void closeQuietly(Closeable socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      return; // nobody is at the other end any more
    }
  }

  private static final class Connection {
    private final Socket outer;
    private final Socket inner;
    private final AtomicBoolean stalled = new AtomicBoolean();

    Connection(Socket outer, Socket inner) {
      this.outer = outer;
      this.inner = inner;
    }

    void start() {
      Thread.ofVirtual().start(() -> pump(outer, inner));
      Thread.ofVirtual().start(() -> pump(inner, outer));
    }

    private void pump(Socket from, Socket to) {
      var buffer = new byte[16 * 1024];
      try {
        for (int n = from.getInputStream().read(buffer); n >= 0; ) {
          if (!stalled.get()) to.getOutputStream().write(buffer, 0, n);
          n = from.getInputStream().read(buffer);
        }
      } catch (IOException ended) {
        close();
      }
      if (!stalled.get()) close();
    }

    void close() {
      closeQuietly(outer);
      closeQuietly(inner);
    }
  }
}
