package dev.holdfast.it;

import dev.holdfast.kit.ControlPlane;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Connections to a server on loopback that can die as they do when a load balancer or a route
 * fails: nobody is told, they just carry nothing any more.
 */
final class Wire implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int target;
  private final AtomicInteger generation = new AtomicInteger();
  private final Object turn = new Object();
  private volatile boolean cut;
  private volatile boolean held;

  Wire(int target) throws IOException {
    this.target = target;
    Thread.ofVirtual().start(this::listen);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** For the cluster's administrator, over this wire. */
  Path kubeconfig(ControlPlane plane) throws IOException {
    var pki = plane.certificates();
    return write(
        plane,
        "{client-certificate: \"%s\", client-key: \"%s\"}"
            .formatted(pki.resolve("admin.crt"), pki.resolve("admin.key")));
  }

  /** For the owner of the token, over this wire. */
  Path kubeconfig(ControlPlane plane, String token) throws IOException {
    return write(plane, "{token: \"%s\"}".formatted(token));
  }

  private Path write(ControlPlane plane, String user) throws IOException {
    return Files.writeString(
        plane.folder().resolve("wire-" + port() + ".yaml"),
        """
        apiVersion: v1
        kind: Config
        clusters:
        - {name: wire, cluster: {server: "https://127.0.0.1:%d", certificate-authority: "%s"}}
        users: [{name: caller, user: %s}]
        contexts: [{name: wire, context: {cluster: wire, user: caller}}]
        current-context: wire
        """
            .formatted(port(), plane.certificates().resolve("ca.crt"), user));
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

  /** Nothing comes through, and nothing is lost: as if the server stood still. */
  void hold() {
    held = true;
  }

  /** Ends {@link #hold}: all that waited comes through, in its order. */
  void release() {
    synchronized (turn) {
      held = false;
      turn.notifyAll();
    }
  }

  private void awaitRelease() throws IOException {
    synchronized (turn) {
      try {
        while (held) turn.wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("the wire is closed");
      }
    }
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
        awaitRelease();
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
