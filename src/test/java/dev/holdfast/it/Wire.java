package dev.holdfast.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Connections to a server on loopback that can die as they do when a load balancer or a route
 * fails: nobody is told, they just carry nothing any more.
 */
final class Wire implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int target;
  private final AtomicInteger generation = new AtomicInteger();
  private volatile boolean cut;

  Wire(int target) throws IOException {
    this.target = target;
    Thread.ofVirtual().start(this::listen);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Kills the connections that there are; new ones work. */
  void killConnections() {
    generation.incrementAndGet();
  }

  /** Kills all connections, and those to come. */
  void cut() {
    cut = true;
    killConnections();
  }

  /** Lets new connections work again. */
  void heal() {
    killConnections();
    cut = false;
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }

  private void listen() {
    while (true) {
      try {
        connect(listener.accept(), generation.get());
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void connect(Socket caller, int born) throws IOException {
    var server = new Socket(InetAddress.getLoopbackAddress(), target);
    Thread.ofVirtual().start(() -> carry(caller, server, born));
    Thread.ofVirtual().start(() -> carry(server, caller, born));
  }

  /** Keeps both ends open once the connection is dead, so that neither is told. */
  private void carry(Socket from, Socket to, int born) {
    var buffer = new byte[16 * 1024];
    try {
      for (int read = from.getInputStream().read(buffer);
          read >= 0;
          read = from.getInputStream().read(buffer)) {
        if (lives(born)) to.getOutputStream().write(buffer, 0, read);
      }
      if (lives(born)) to.close();
    } catch (IOException closed) {
      // the other direction has ended it
    }
  }

  private boolean lives(int born) {
    return !cut && born == generation.get();
  }
}
